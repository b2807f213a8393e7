/** Connections, frames and admission, on Netty. */
module io.dunlin.transport {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;
  requires transitive io.dunlin.serialization;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;

  exports io.dunlin.transport;

  uses io.dunlin.transport.Protocol;

  provides io.dunlin.transport.Protocol with
      io.dunlin.transport.DubboProtocol;
}
