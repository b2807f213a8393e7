/** Statistics of calls inside one process. */
module io.dunlin.monitor {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;

  exports io.dunlin.monitor;
}
