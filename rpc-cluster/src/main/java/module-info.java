/** Directory, balancing and tolerance. */
module io.dunlin.cluster {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.api;

  exports io.dunlin.cluster;

  uses io.dunlin.cluster.ClusterStrategy;
  uses io.dunlin.cluster.LoadBalancer;

  provides io.dunlin.cluster.ClusterStrategy with
      io.dunlin.cluster.strategy.FailfastStrategy,
      io.dunlin.cluster.strategy.FailoverStrategy;
  provides io.dunlin.cluster.LoadBalancer with
      io.dunlin.cluster.loadbalance.P2cLoadBalancer,
      io.dunlin.cluster.loadbalance.RandomLoadBalancer,
      io.dunlin.cluster.loadbalance.RoundRobinLoadBalancer;
}
