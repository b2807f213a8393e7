/**
 * Measures Dunlin, Dubbo and a bare Netty echo side by side: the same service, the same load,
 * server and client in processes of their own. Start reading at {@link
 * io.dunlin.benchmarks.Harness}, which starts the processes; {@link
 * io.dunlin.benchmarks.BenchmarkProcess} is what runs in them. Whatever a process of Dubbo runs
 * must not name a class of Dunlin, nor the other way round.
 */
@NullMarked
package io.dunlin.benchmarks;

import org.jspecify.annotations.NullMarked;
