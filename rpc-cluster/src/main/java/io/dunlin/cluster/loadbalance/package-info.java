/**
 * The load balancers that come with the framework. Start reading at {@link
 * io.dunlin.cluster.loadbalance.P2cLoadBalancer}, the default. They know instances, weights and
 * loads, not connections.
 */
@NullMarked
package io.dunlin.cluster.loadbalance;

import org.jspecify.annotations.NullMarked;
