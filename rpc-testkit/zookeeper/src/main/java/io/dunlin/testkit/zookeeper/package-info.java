/**
 * A real ZooKeeper server inside the JVM, for tests and demonstrations. Start reading at {@link
 * io.dunlin.testkit.zookeeper.EmbeddedZooKeeper}. Must not know registries: it serves whoever
 * connects.
 */
@NullMarked
package io.dunlin.testkit.zookeeper;

import org.jspecify.annotations.NullMarked;
