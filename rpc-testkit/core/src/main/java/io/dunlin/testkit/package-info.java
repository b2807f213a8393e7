/**
 * A hand-driven clock, fakes and contract suites for tests of the framework and of what users add
 * to it. Start reading at {@link io.dunlin.testkit.ManualClock} and {@link
 * io.dunlin.testkit.InvokerContract}. Knows dunlin-api only: the modules above use it in their own
 * tests, so the contracts of their extension points (load balancers, strategies) live in their test
 * sources.
 */
@NullMarked
package io.dunlin.testkit;

import org.jspecify.annotations.NullMarked;
