package io.dunlin.benchmarks;

import io.dunlin.samples.user.UserService;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers of given sizes over Netty, with nothing in them. The server answers on its
 * event loop; a caller waits on a future. What a framework costs is what it needs beyond this.
 *
 * <pre>
 *  0        4            12               16
 *  | length | request id | answer's bytes | nothing …
 * </pre>
 */
final class NettyContestant implements Contestant {
  private static final int LENGTH_BYTES = 4;
  private static final int HEADER_BYTES = 16;
  private static final int LARGEST_FRAME = 1 << 20;

  private final Map<Operation, Sizes> sizes = new EnumMap<>(Operation.class);
  private final boolean epoll = Epoll.isAvailable();

  NettyContestant() {
    for (Operation operation : Operation.values()) {
      sizes.put(operation, new Sizes(HEADER_BYTES, HEADER_BYTES));
    }
  }

  /** How large the frames of an operation are from now on; smaller than a header counts as one. */
  void resize(Operation operation, Sizes newSizes) {
    sizes.put(
        operation,
        new Sizes(
            Math.max(HEADER_BYTES, newSizes.requestBytes()),
            Math.max(HEADER_BYTES, newSizes.responseBytes())));
  }

  @Override
  public int serve(UserService users, boolean async) {
    ServerBootstrap bootstrap = new ServerBootstrap();
    bootstrap.group(group(1), group(0));
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    bootstrap.channel(type);
    bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
    bootstrap.childHandler(new Pipeline(Echo::new));
    Channel channel =
        bootstrap.bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public Calls connect(int port, boolean async) {
    NettyCalls calls = new NettyCalls();
    Bootstrap bootstrap = new Bootstrap();
    bootstrap.group(group(1));
    bootstrap.channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    bootstrap.option(ChannelOption.TCP_NODELAY, true);
    bootstrap.handler(new Pipeline(() -> calls.new Answers()));
    calls.channel =
        bootstrap.connect(InetAddress.getLoopbackAddress(), port).syncUninterruptibly().channel();
    return calls;
  }

  private MultiThreadIoEventLoopGroup group(int threads) {
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, factory);
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final Supplier<ChannelInboundHandlerAdapter> last;

    Pipeline(Supplier<ChannelInboundHandlerAdapter> last) {
      this.last = last;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(LARGEST_FRAME, 0, LENGTH_BYTES));
      channel.pipeline().addLast(last.get());
    }
  }

  /** Answers every request with as many bytes as it asks for. */
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf request = (ByteBuf) message;
      long id = request.getLong(LENGTH_BYTES);
      int bytes = request.getInt(LENGTH_BYTES + Long.BYTES);
      request.release();
      context.write(frame(context.channel(), id, bytes, 0), context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }

  private static ByteBuf frame(Channel channel, long id, int bytes, int answerBytes) {
    ByteBuf frame = channel.alloc().ioBuffer(bytes);
    frame.writeInt(bytes - LENGTH_BYTES).writeLong(id).writeInt(answerBytes);
    return frame.writeZero(bytes - HEADER_BYTES);
  }

  private final class NettyCalls implements Calls {
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<Boolean>> pending = new ConcurrentHashMap<>();
    private final Queue<ByteBuf> unsent = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sending = new AtomicBoolean();
    private @Nullable Channel channel; // set before the first call

    @Override
    public void call(Operation operation) {
      callAsync(operation).join();
    }

    @Override
    public CompletableFuture<?> callAsync(Operation operation) {
      Channel open = channel();
      Sizes bytes = sizes.get(operation);
      if (bytes == null) {
        throw new IllegalArgumentException("operation: " + operation);
      }
      long id = ids.incrementAndGet();
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      pending.put(id, answer);
      unsent.add(frame(open, id, bytes.requestBytes(), bytes.responseBytes()));
      if (sending.compareAndSet(false, true)) {
        open.eventLoop().execute(this::send);
      }
      return answer;
    }

    private Channel channel() {
      Channel open = channel;
      if (open == null) {
        throw new IllegalStateException("not connected");
      }
      return open;
    }

    /** Writes what callers have left and flushes once. On the event loop. */
    private void send() {
      sending.set(false);
      Channel open = channel();
      ByteBuf frame = unsent.poll();
      while (frame != null) {
        open.write(frame, open.voidPromise());
        frame = unsent.poll();
      }
      open.flush();
    }

    @Override
    public void close() {
      channel().close().syncUninterruptibly();
    }

    private final class Answers extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf answer = (ByteBuf) message;
        long id = answer.getLong(LENGTH_BYTES);
        answer.release();
        CompletableFuture<Boolean> waiting = pending.remove(id);
        if (waiting != null) {
          waiting.complete(true);
        }
      }
    }
  }
}
