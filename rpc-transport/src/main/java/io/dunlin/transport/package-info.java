/**
 * Connections, frames and the server's admission; the only place that knows Netty. Start reading at
 * {@link io.dunlin.transport.Protocol}: it makes a {@link io.dunlin.transport.Transport}, which
 * connects to endpoints and listens for callers. Must not know registries, clusters or proxies.
 */
@NullMarked
package io.dunlin.transport;

import org.jspecify.annotations.NullMarked;
