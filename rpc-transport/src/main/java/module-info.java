/** Connections, frames and admission, on Netty. */
module io.dunlin.transport {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;
  requires transitive io.dunlin.serialization;

  exports io.dunlin.transport;

  uses io.dunlin.transport.Protocol;
}
