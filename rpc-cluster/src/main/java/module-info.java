/** Directory, balancing and tolerance. */
module io.dunlin.cluster {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;

  exports io.dunlin.cluster;

  uses io.dunlin.cluster.ClusterStrategy;
  uses io.dunlin.cluster.LoadBalancer;
}
