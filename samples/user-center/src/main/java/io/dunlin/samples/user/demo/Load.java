package io.dunlin.samples.user.demo;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.SampleUsers;
import io.dunlin.samples.user.provider.UserServiceImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that use the four methods at a steady pace and check every answer. Of ten calls, four are
 * getUser, three existUser, two createUser, one listUser.
 */
final class Load {
  private static final int NEW_USERS = 5000;

  private final UserService users;
  private final Tally tally;
  private final long intervalNanos;
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * A load that has not started.
   *
   * @param callers number of threads
   * @param callsPerSecond of all threads together
   */
  Load(UserService users, Tally tally, int callers, int callsPerSecond) {
    this.users = users;
    this.tally = tally;
    this.intervalNanos = TimeUnit.SECONDS.toNanos(1) * callers / callsPerSecond;
    for (int i = 0; i < callers; i++) {
      int number = i;
      this.callers.add(new Thread(() -> call(number), "caller-" + i));
    }
  }

  void start() {
    callers.forEach(Thread::start);
  }

  /** Lets calls under way end. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread caller : callers) {
      caller.join();
    }
  }

  private void call(int caller) {
    // The callers' turns are spread over the interval.
    long turn = System.nanoTime() + intervalNanos * caller / callers.size();
    for (long n = caller; !stopped; n += callers.size()) {
      long wait = turn - System.nanoTime();
      while (wait > 0) {
        LockSupport.parkNanos(wait);
        wait = turn - System.nanoTime();
      }
      timed(n);
      // A caller that is late does not hurry: it goes on from now.
      turn = Math.max(turn + intervalNanos, System.nanoTime());
    }
  }

  private void timed(long n) {
    long start = System.nanoTime();
    try {
      callAndCheck(n);
      tally.succeeded(System.nanoTime() - start);
    } catch (RuntimeException | LinkageError e) {
      tally.failed(System.nanoTime() - start, e);
    }
  }

  private void callAndCheck(long n) {
    long id = 1 + n % UserServiceImpl.REGISTERED;
    switch ((int) (n / callers.size() % 10)) {
      case 0, 2, 4, 7 -> check(SampleUsers.user(id).equals(users.getUser(id)), "getUser", id);
      case 1, 5, 8 -> check(users.existUser(SampleUsers.email(id)), "existUser", id);
      case 3, 9 -> {
        // The same ids come again after a while, so that memory does not grow with the time.
        long newId = 1_000_000 + n % NEW_USERS;
        check(users.createUser(SampleUsers.user(newId)), "createUser", newId);
      }
      default -> {
        int pageNumber = (int) (1 + n % (UserServiceImpl.REGISTERED / UserService.PAGE_SIZE));
        check(isPage(pageNumber, users.listUser(pageNumber)), "listUser", pageNumber);
      }
    }
  }

  private static boolean isPage(int pageNumber, Page<User> page) {
    long firstId = 1 + (pageNumber - 1L) * UserService.PAGE_SIZE;
    return page.getPageNumber() == pageNumber
        && page.getElements().size() == UserService.PAGE_SIZE
        && page.getElements().get(0).equals(SampleUsers.user(firstId));
  }

  private static void check(boolean right, String method, long argument) {
    if (!right) {
      throw new WrongAnswerException(method + "(" + argument + ") gave a wrong answer");
    }
  }

  /** The call succeeded, but its result is not what every provider should say. */
  private static final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswerException(String message) {
      super(message);
    }
  }
}
