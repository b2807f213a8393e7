package io.dunlin.benchmarks;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import java.util.concurrent.CompletableFuture;

/**
 * The user service with a future for each answer. A service of its own with both frameworks, so
 * that both carry the same methods in the same way.
 */
public interface AsyncUserService {
  /** See {@link io.dunlin.samples.user.UserService#existUser}. */
  CompletableFuture<Boolean> existUser(String email);

  /** See {@link io.dunlin.samples.user.UserService#createUser}. */
  CompletableFuture<Boolean> createUser(User user);

  /** See {@link io.dunlin.samples.user.UserService#getUser}. */
  CompletableFuture<User> getUser(long id);

  /** See {@link io.dunlin.samples.user.UserService#listUser}. */
  CompletableFuture<Page<User>> listUser(int pageNumber);
}
