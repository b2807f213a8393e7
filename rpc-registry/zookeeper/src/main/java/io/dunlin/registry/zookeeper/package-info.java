/**
 * A registry in ZooKeeper, laid out as Dubbo lays it out. Start reading at {@link
 * io.dunlin.registry.zookeeper.ZooKeeperStore}; what is wanted, repeated and compared is the
 * business of {@link io.dunlin.registry.ReconciledRegistry}. Must not know what the URLs it keeps
 * mean.
 */
@NullMarked
package io.dunlin.registry.zookeeper;

import org.jspecify.annotations.NullMarked;
