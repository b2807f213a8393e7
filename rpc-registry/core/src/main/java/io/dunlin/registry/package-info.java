/**
 * Who provides what, and where. Start reading at {@link io.dunlin.registry.Registry}: desired state
 * goes in, {@link io.dunlin.Source}s of instances come out, and one reconciler keeps the two in
 * step with the real registry. Must not know connections or proxies.
 */
@NullMarked
package io.dunlin.registry;

import org.jspecify.annotations.NullMarked;
