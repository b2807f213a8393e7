/**
 * Which provider takes a call, and what happens when it fails. Start reading at {@link
 * io.dunlin.cluster.Directory}: it compiles instances into the snapshot that calls read. Must not
 * know registries, wires or proxies.
 */
@NullMarked
package io.dunlin.cluster;

import org.jspecify.annotations.NullMarked;
