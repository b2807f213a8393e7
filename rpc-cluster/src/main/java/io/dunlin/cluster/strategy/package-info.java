/**
 * The cluster strategies that come with the framework. Start reading at {@link
 * io.dunlin.cluster.strategy.FailoverStrategy}, the default. They know candidates and failure
 * classes, not how candidates are chosen.
 */
@NullMarked
package io.dunlin.cluster.strategy;

import org.jspecify.annotations.NullMarked;
