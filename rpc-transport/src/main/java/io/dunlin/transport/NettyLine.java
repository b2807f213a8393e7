package io.dunlin.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows which lines of Netty there are (4.1 and 4.2) and which of its transports
 * can be used here. The event loop groups named after their transport are deprecated in 4.2 but are
 * the ones that both lines have; everything else that this module touches is alike in both.
 *
 * @param epoll whether Linux's epoll is used, else the JDK's selector
 */
record NettyLine(boolean epoll) {
  private static final Logger log = LoggerFactory.getLogger(NettyLine.class);

  /** What is available here; epoll only if {@code nativeWanted}. */
  static NettyLine detect(boolean nativeWanted) {
    return new NettyLine(nativeWanted && epollAvailable());
  }

  private static boolean epollAvailable() {
    try {
      return Epoll.isAvailable();
    } catch (LinkageError e) {
      // The classes or the library for this platform are absent, or belong to another Netty.
      log.debug("epoll cannot be used, the JDK's selector is", e);
      return false;
    }
  }

  @SuppressWarnings("deprecation") // see the class comment
  EventLoopGroup newGroup(int threads, ThreadFactory factory) {
    // Two returns: in a conditional newer compilers note the two's common superclass for the
    // verifier, and that exists in 4.2 only.
    if (epoll) {
      return new EpollEventLoopGroup(threads, factory);
    }
    return new NioEventLoopGroup(threads, factory);
  }

  Class<? extends Channel> clientChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  Class<? extends ServerChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
