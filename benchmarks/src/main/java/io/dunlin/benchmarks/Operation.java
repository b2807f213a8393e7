package io.dunlin.benchmarks;

import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.SampleUsers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The methods measured, each with arguments that never change. */
enum Operation {
  /** A short text there, a boolean back. */
  EXIST_USER("existUser"),
  /** A user there, a boolean back. */
  CREATE_USER("createUser"),
  /** A number there, a user back. */
  GET_USER("getUser"),
  /** A number there, fifteen users back. */
  LIST_USER("listUser");

  private static final long ID = 42;
  private static final int PAGE = 3;
  private static final String EMAIL = SampleUsers.email(ID);

  /** Registered already, so that creating it again changes nothing and nothing grows. */
  private static final User USER = SampleUsers.user(ID);

  private final String method;

  Operation(String method) {
    this.method = method;
  }

  /** The method's name. */
  String method() {
    return method;
  }

  /** Calls and waits. */
  @Nullable Object call(UserService users) {
    return switch (this) {
      case EXIST_USER -> users.existUser(EMAIL);
      case CREATE_USER -> users.createUser(USER);
      case GET_USER -> users.getUser(ID);
      case LIST_USER -> users.listUser(PAGE);
    };
  }

  /** The method's arguments, for who encodes them alone. */
  Object[] arguments() {
    return switch (this) {
      case EXIST_USER -> new Object[] {EMAIL};
      case CREATE_USER -> new Object[] {USER};
      case GET_USER -> new Object[] {ID};
      case LIST_USER -> new Object[] {PAGE};
    };
  }

  /** Calls without waiting. */
  CompletableFuture<?> callAsync(AsyncUserService users) {
    return switch (this) {
      case EXIST_USER -> users.existUser(EMAIL);
      case CREATE_USER -> users.createUser(USER);
      case GET_USER -> users.getUser(ID);
      case LIST_USER -> users.listUser(PAGE);
    };
  }
}
