package io.dunlin.benchmarks;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import java.util.concurrent.CompletableFuture;

/** Answers with futures that are complete already. */
final class ImmediateUserService implements AsyncUserService {
  private final UserService users;

  ImmediateUserService(UserService users) {
    this.users = users;
  }

  @Override
  public CompletableFuture<Boolean> existUser(String email) {
    return CompletableFuture.completedFuture(users.existUser(email));
  }

  @Override
  public CompletableFuture<Boolean> createUser(User user) {
    return CompletableFuture.completedFuture(users.createUser(user));
  }

  @Override
  @SuppressWarnings(
      "NullAway") // the sample's answer may be null, and then so is the future's value
  public CompletableFuture<User> getUser(long id) {
    return CompletableFuture.completedFuture(users.getUser(id));
  }

  @Override
  public CompletableFuture<Page<User>> listUser(int pageNumber) {
    return CompletableFuture.completedFuture(users.listUser(pageNumber));
  }
}
