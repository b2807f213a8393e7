/** Serialization within declared types: the extension point and Hessian2 as Dubbo speaks it. */
module io.dunlin.serialization {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;

  // Instances without a constructor call: the JDK's own way for serialization libraries.
  requires jdk.unsupported;

  exports io.dunlin.serialization;

  uses io.dunlin.serialization.Serializer;

  provides io.dunlin.serialization.Serializer with
      io.dunlin.serialization.hessian2.Hessian2Serializer;
}
