package io.dunlin.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/** Options of channels that are the same on both sides. */
final class Channels {
  /** Above this many bytes that the operating system has not taken, we wait with more. */
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 128 << 10);

  /** The same with Netty 4.1 and 4.2, whose defaults differ. */
  static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  private Channels() {}
}
