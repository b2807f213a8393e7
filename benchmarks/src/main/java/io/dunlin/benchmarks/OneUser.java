package io.dunlin.benchmarks;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.SampleUsers;
import java.util.List;

/** Knows one user, so that starting the service takes no time beside starting what serves it. */
final class OneUser implements UserService {
  private final User user = SampleUsers.user(1);

  @Override
  public boolean existUser(String email) {
    return user.getEmail().equals(email);
  }

  @Override
  public boolean createUser(User candidate) {
    return user.equals(candidate);
  }

  @Override
  public User getUser(long id) {
    return user;
  }

  @Override
  public Page<User> listUser(int pageNumber) {
    return new Page<>(pageNumber, 1, List.of(user));
  }
}
