package io.dunlin.samples.user;

import io.dunlin.RpcContract;
import io.dunlin.RpcMethod;
import org.jspecify.annotations.Nullable;

/**
 * Accounts of a shop. All methods may be repeated without harm, so a call that was under way to a
 * provider that died is sent to another one.
 */
@RpcContract
public interface UserService {
  /** Users on one page of {@link #listUser}. */
  int PAGE_SIZE = 15;

  /** Whether a user has registered with this address. */
  @RpcMethod(idempotent = true)
  boolean existUser(String email);

  /**
   * Registers {@code user} under the id that the caller has made, which is what makes a repetition
   * harmless.
   *
   * @return whether the id now belongs to this user; false if it belongs to one of another address
   */
  @RpcMethod(idempotent = true)
  boolean createUser(User user);

  /** The user of this id, or null if there is none. */
  @RpcMethod(idempotent = true)
  @Nullable User getUser(long id);

  /**
   * One page of all registered users, at most {@link #PAGE_SIZE} of them.
   *
   * @param pageNumber from 1; a page after the last one is empty
   * @throws IllegalArgumentException if it is less than 1; declared, because it is part of the
   *     contract: what a method throws undeclared is taken for a mistake and logged
   */
  @RpcMethod(idempotent = true)
  Page<User> listUser(int pageNumber) throws IllegalArgumentException;
}
