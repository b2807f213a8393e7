package io.dunlin.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class during which a buffer was lost: see the surefire setting in the pom. */
public final class LeakCheck implements AfterAllCallback {
  static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @Override
  public void afterAll(ExtensionContext context) {
    for (int i = 0; i < 3; i++) {
      System.gc();
      System.runFinalization();
      // The detector looks for lost buffers when one is allocated.
      for (int j = 0; j < 10; j++) {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        buffer.release();
      }
    }
    String leak = LEAKS.poll();
    if (leak != null) {
      LEAKS.clear();
      throw new AssertionError("a buffer was lost: " + leak);
    }
  }

  /** Put in place of Netty's own, which only logs. */
  public static final class Detector<T> extends ResourceLeakDetector<T> {
    /** Called by Netty 4.1 and 4.2. */
    public Detector(Class<?> resourceType, int samplingInterval) {
      super(resourceType, samplingInterval);
    }

    /** Called by Netty where it has a limit of active instances. */
    @SuppressWarnings("deprecation")
    public Detector(Class<?> resourceType, int samplingInterval, long maxActive) {
      super(resourceType, samplingInterval, maxActive);
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
      LEAKS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
      LEAKS.add(resourceType);
    }
  }
}
