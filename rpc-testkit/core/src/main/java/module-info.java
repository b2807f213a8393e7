/** What tests of Dunlin and of its users share. */
module io.dunlin.testkit {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;

  exports io.dunlin.testkit;
}
