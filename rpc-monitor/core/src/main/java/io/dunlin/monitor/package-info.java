/**
 * What a process knows about the calls it makes and serves: how many, how they ended, how long they
 * took. {@link io.dunlin.monitor.CallStatistics} is the filter that counts; its snapshots are
 * immutable and can be added and subtracted. Start reading there. This package must not know where
 * the numbers are sent, nor any wire, registry or cluster.
 */
@NullMarked
package io.dunlin.monitor;

import org.jspecify.annotations.NullMarked;
