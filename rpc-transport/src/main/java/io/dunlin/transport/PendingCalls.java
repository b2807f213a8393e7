package io.dunlin.transport;

import io.dunlin.Clock;
import io.dunlin.HotPath;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The unanswered calls of one connection, by id and by deadline. Belongs to the connection's event
 * loop.
 *
 * <p>By id: a table with a power of two of slots, at least twice as many as calls; the slot is the
 * id's low bits, and an id whose slot is taken is never given out. So a look-up is one array read,
 * and nothing is allocated per call.
 *
 * <p>By deadline: a wheel of lists that run through the calls themselves, one list per 4 ms. The
 * clock is asked for one timer only, for the earliest deadline known when it was set; most calls
 * are answered long before, so a busy connection sets a few timers per second.
 */
@HotPath
final class PendingCalls {
  private static final int TICK_SHIFT = 22; // 2^22 ns: 4.2 ms
  private static final int WHEEL_SLOTS = 1024;

  private final Clock clock;
  private final Executor eventLoop;
  private final Consumer<PendingCall> expired;

  private @Nullable PendingCall[] table = new PendingCall[64];
  private int count;
  // Random, so that ids seen in a packet dump tell connections apart.
  private long nextId = ThreadLocalRandom.current().nextLong();

  private final @Nullable PendingCall[] wheel = new PendingCall[WHEEL_SLOTS];
  private long lastTick; // every deadline up to this tick has been dealt with
  private Clock.@Nullable Timer timer;
  private long timerTick = Long.MAX_VALUE;

  /**
   * @param expired takes a call, removed already, whose deadline has passed
   */
  PendingCalls(Clock clock, Executor eventLoop, Consumer<PendingCall> expired) {
    this.clock = clock;
    this.eventLoop = eventLoop;
    this.expired = expired;
    this.lastTick = clock.nanoTime() >> TICK_SHIFT;
  }

  int count() {
    return count;
  }

  /** Gives {@code call} an id and waits for its answer. */
  void add(PendingCall call) {
    if (count * 2 >= table.length) {
      enlarge();
    }
    int mask = table.length - 1;
    while (table[(int) nextId & mask] != null) {
      nextId++;
    }
    call.id = nextId;
    table[(int) nextId & mask] = call;
    nextId++;
    count++;
    // Rounded up: a call ends at most a tick late, never early.
    long tick = Math.max((call.deadlineNanos >> TICK_SHIFT) + 1, lastTick + 1);
    call.tick = tick;
    int slot = (int) tick & (WHEEL_SLOTS - 1);
    PendingCall first = wheel[slot];
    call.following = first;
    if (first != null) {
      first.previous = call;
    }
    wheel[slot] = call;
    if (tick < timerTick) {
      setTimer(tick);
    }
  }

  /** The call of this id, or null; it waits on. */
  @Nullable PendingCall get(long id) {
    PendingCall call = table[(int) id & (table.length - 1)];
    return call != null && call.id == id ? call : null;
  }

  /** The call of this id, which no longer waits; null if there is none. */
  @Nullable PendingCall remove(long id) {
    PendingCall call = get(id);
    if (call != null) {
      remove(call);
    }
    return call;
  }

  /** Ends the waiting of a call that waits. */
  void remove(PendingCall call) {
    table[(int) call.id & (table.length - 1)] = null;
    count--;
    PendingCall before = call.previous;
    PendingCall after = call.following;
    if (before == null) {
      wheel[(int) call.tick & (WHEEL_SLOTS - 1)] = after;
    } else {
      before.following = after;
    }
    if (after != null) {
      after.previous = before;
    }
    call.previous = null;
    call.following = null;
  }

  /** Removes every call and hands it to {@code each}; no timer stays set. */
  void clear(Consumer<PendingCall> each) {
    if (timer != null) {
      timer.cancel();
      timer = null;
      timerTick = Long.MAX_VALUE;
    }
    for (PendingCall call : Arrays.copyOf(table, table.length)) {
      // One that was handed out may have led to the removal of others.
      if (call != null && get(call.id) == call) {
        remove(call);
        each.accept(call);
      }
    }
  }

  private void enlarge() {
    @Nullable PendingCall[] old = table;
    table = new PendingCall[old.length * 2];
    for (PendingCall call : old) {
      if (call != null) {
        // Ids that differ in the old table's low bits differ in one bit more.
        table[(int) call.id & (table.length - 1)] = call;
      }
    }
  }

  private void setTimer(long tick) {
    if (timer != null) {
      timer.cancel();
    }
    timerTick = tick;
    long delay = Math.max(0, (tick << TICK_SHIFT) - clock.nanoTime());
    timer = clock.schedule(this::timerFired, Duration.ofNanos(delay));
  }

  private void timerFired() {
    try {
      eventLoop.execute(this::expire);
    } catch (RejectedExecutionException e) {
      return; // the event loop has ended, and with it the connection and its calls
    }
  }

  private void expire() {
    timer = null;
    timerTick = Long.MAX_VALUE;
    long now = clock.nanoTime() >> TICK_SHIFT;
    long from = Math.max(lastTick + 1, now - WHEEL_SLOTS + 1);
    lastTick = Math.max(lastTick, now);
    for (long tick = from; tick <= now; tick++) {
      PendingCall call = wheel[(int) tick & (WHEEL_SLOTS - 1)];
      while (call != null) {
        PendingCall after = call.following;
        if (call.tick <= now) {
          remove(call);
          expired.accept(call);
        }
        call = after;
      }
    }
    if (count == 0) {
      return;
    }
    for (long tick = now + 1; tick <= now + WHEEL_SLOTS; tick++) {
      // A call in this slot may be due a round or more later: then this is asked again.
      if (wheel[(int) tick & (WHEEL_SLOTS - 1)] != null) {
        if (tick < timerTick) {
          setTimer(tick);
        }
        return;
      }
    }
  }
}
