/** Registries: desired state, reconciled; Dubbo's URL format; fixed addresses. */
module io.dunlin.registry {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;

  exports io.dunlin.registry;
  exports io.dunlin.registry.dubbo;

  uses io.dunlin.registry.RegistryFactory;
}
