package io.dunlin.samples.user.demo;

import io.dunlin.RpcContext;
import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import org.jspecify.annotations.Nullable;

/** Lets the caller see, beside each result, which process it came from. */
final class NamedUserService implements UserService {
  /** The attachment that carries the name. */
  static final String SERVED_BY = "served-by";

  private final String name;
  private final UserService service;

  NamedUserService(String name, UserService service) {
    this.name = name;
    this.service = service;
  }

  @Override
  public boolean existUser(String email) {
    sign();
    return service.existUser(email);
  }

  @Override
  public boolean createUser(User user) {
    sign();
    return service.createUser(user);
  }

  @Override
  public @Nullable User getUser(long id) {
    sign();
    return service.getUser(id);
  }

  @Override
  public Page<User> listUser(int pageNumber) {
    sign();
    return service.listUser(pageNumber);
  }

  private void sign() {
    RpcContext call = RpcContext.current();
    if (call != null) {
      call.reply(SERVED_BY, name);
    }
  }
}
