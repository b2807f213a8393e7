/**
 * Real Dubbo as the other end of interoperability tests. Start with {@link
 * io.dunlin.testkit.dubbo.DubboPeer}, which runs a provider or consumer of a given release in a
 * process of its own, and {@link io.dunlin.testkit.dubbo.InteropCase}, the calls that must work
 * whoever stands on either side. No class here needs Dubbo: it stays out of the JVM of the tests.
 */
@NullMarked
package io.dunlin.testkit.dubbo;

import org.jspecify.annotations.NullMarked;
