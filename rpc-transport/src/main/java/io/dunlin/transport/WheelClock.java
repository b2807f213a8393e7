package io.dunlin.transport;

import io.dunlin.Clock;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's time, and timers on one hashed wheel with a tick of 10 ms. */
final class WheelClock implements Clock, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WheelClock.class);

  private static final Timer NONE = () -> {};

  private final HashedWheelTimer wheel;

  WheelClock(ThreadFactory factory) {
    // No leak tracking of the timer itself: RpcResources owns it and closes it.
    this.wheel = new HashedWheelTimer(factory, 10, TimeUnit.MILLISECONDS, 512, false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Timer schedule(Runnable task, Duration delay) {
    Timeout timeout;
    try {
      timeout = wheel.newTimeout(fired -> task.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IllegalStateException e) {
      return NONE; // closed: no time passes here any more
    }
    return timeout::cancel;
  }

  /**
   * Stops the time; what was to happen later happens now, so that no call waits for it for ever.
   * The tasks find closed what they were about.
   */
  @Override
  public void close() {
    for (Timeout timeout : wheel.stop()) {
      try {
        timeout.task().run(timeout);
      } catch (Exception e) {
        log.debug("a timer's task failed after the clock was closed", e);
      }
    }
  }
}
