/** Serialization within declared types: the extension point and Hessian2 as Dubbo speaks it. */
module io.dunlin.serialization {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;

  exports io.dunlin.serialization;

  uses io.dunlin.serialization.Serializer;
}
