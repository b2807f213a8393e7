import io.dunlin.bootstrap.JavassistProxyFactory;
import io.dunlin.bootstrap.JdkProxyFactory;
import io.dunlin.bootstrap.ProxyFactory;

/** Dunlin for users: clients, servers, references and exports. */
module io.dunlin {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;
  requires transitive io.dunlin.transport;
  requires transitive io.dunlin.serialization;
  requires io.dunlin.cluster;
  requires transitive io.dunlin.registry;
  requires transitive io.dunlin.monitor;
  requires org.javassist;

  exports io.dunlin.bootstrap;

  uses ProxyFactory;

  provides ProxyFactory with
      JavassistProxyFactory,
      JdkProxyFactory;
}
