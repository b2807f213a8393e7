package io.dunlin.samples.interop;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.SampleUsers;
import io.dunlin.samples.user.provider.UserServiceImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The calls that either side makes to the other; knows neither Dunlin nor Dubbo. */
public final class UserCalls {
  private static final long NEW_ID = 4_000_000_000L;

  private UserCalls() {}

  /**
   * What came of one call.
   *
   * @param call the call as one would write it
   * @param right whether the result was the one expected
   * @param result what it returned or threw, in short
   */
  public record Answer(String call, boolean right, String result) {
    private static final String RIGHT = "ok";

    /** One line, which {@link #parse} reads. */
    public String line() {
      return String.join("\t", "CALL", call, right ? RIGHT : "WRONG", result.replace('\n', ' '));
    }

    /** Reads what {@link #line} gives. */
    public static Answer parse(String line) {
      String[] parts = line.split("\t", 4);
      return new Answer(parts[1], parts[2].equals(RIGHT), parts[3]);
    }
  }

  /** Makes all calls, one after the other. */
  public static List<Answer> make(UserService users) {
    List<Answer> answers = new ArrayList<>();
    answers.add(
        call(
            "existUser(\"user42@example.com\")",
            true,
            () -> users.existUser("user42@example.com")));
    answers.add(
        call(
            "existUser(\"nobody@example.com\")",
            false,
            () -> users.existUser("nobody@example.com")));
    answers.add(call("getUser(42)", SampleUsers.user(42), () -> users.getUser(42)));
    answers.add(call("getUser(-1)", null, () -> users.getUser(-1)));
    User fresh = SampleUsers.user(NEW_ID);
    answers.add(call("createUser(" + fresh + ")", true, () -> users.createUser(fresh)));
    answers.add(call("getUser(" + NEW_ID + ")", fresh, () -> users.getUser(NEW_ID)));
    answers.add(call("listUser(3)", thirdPage(), () -> users.listUser(3)));
    answers.add(exception(users));
    return answers;
  }

  private static Page<User> thirdPage() {
    List<User> users = new ArrayList<>();
    for (int i = 1; i <= UserService.PAGE_SIZE; i++) {
      users.add(SampleUsers.user(2L * UserService.PAGE_SIZE + i));
    }
    return new Page<>(3, UserServiceImpl.REGISTERED, users);
  }

  private static Answer call(
      String text, @Nullable Object expected, Callable<@Nullable Object> call) {
    try {
      Object result = call.call();
      boolean right = expected == null ? result == null : expected.equals(result);
      return new Answer(text, right, inShort(result));
    } catch (Exception e) {
      return new Answer(text, false, "threw " + e);
    }
  }

  /** What the provider's method throws arrives as that exception. */
  private static Answer exception(UserService users) {
    String text = "listUser(0)";
    try {
      return new Answer(text, false, inShort(users.listUser(0)));
    } catch (IllegalArgumentException e) {
      boolean right = "pageNumber: 0 (expected: >= 1)".equals(e.getMessage());
      return new Answer(text, right, "threw " + e);
    } catch (RuntimeException e) {
      return new Answer(text, false, "threw " + e);
    }
  }

  private static String inShort(@Nullable Object result) {
    return result instanceof Page<?> page
        ? "page with " + page.getElements().size() + " users"
        : String.valueOf(result);
  }
}
