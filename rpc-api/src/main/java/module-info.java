/** The vocabulary of Dunlin: invokers, filters, invocations, results, and the annotations. */
module io.dunlin.api {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive org.slf4j;

  exports io.dunlin;
}
