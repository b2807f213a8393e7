package io.dunlin.samples.user.provider;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The user service over maps in memory. It opens with the same {@value #REGISTERED} users in every
 * process, as if all instances read one database; those created later are known to the instance
 * that created them.
 */
public final class UserServiceImpl implements UserService {
  /** Users there are from the start, with the ids from 1 to this. */
  public static final int REGISTERED = 1500;

  private final List<User> registered = new ArrayList<>();
  private final Map<Long, User> byId = new ConcurrentHashMap<>();
  private final Set<String> emails = ConcurrentHashMap.newKeySet();

  /** A service with its first users. */
  public UserServiceImpl() {
    for (long id = 1; id <= REGISTERED; id++) {
      User user = SampleUsers.user(id);
      registered.add(user);
      byId.put(id, user);
      emails.add(user.getEmail());
    }
  }

  @Override
  public boolean existUser(String email) {
    return emails.contains(email);
  }

  @Override
  public boolean createUser(User user) {
    User earlier = byId.putIfAbsent(user.getId(), user);
    if (earlier != null) {
      return earlier.getEmail().equals(user.getEmail());
    }
    emails.add(user.getEmail());
    return true;
  }

  @Override
  public @Nullable User getUser(long id) {
    return byId.get(id);
  }

  /** Pages of the users there were from the start: those that all instances know. */
  @Override
  public Page<User> listUser(int pageNumber) {
    if (pageNumber < 1) {
      throw new IllegalArgumentException("pageNumber: " + pageNumber + " (expected: >= 1)");
    }
    int from = (int) Math.min((pageNumber - 1L) * PAGE_SIZE, registered.size());
    int to = Math.min(from + PAGE_SIZE, registered.size());
    return new Page<>(pageNumber, registered.size(), registered.subList(from, to));
  }
}
