/**
 * Services and types that real Dubbo and Dunlin exchange in interoperability tests. The recorded
 * vectors name most of them, so names and fields are fixed. Start with {@link
 * org.sample.wire.DemoService} and {@link org.sample.wire.TypesService}. Nothing here knows either
 * framework; null may stand anywhere, as it does in services written without a thought of it.
 */
@NullUnmarked
package org.sample.wire;

import org.jspecify.annotations.NullUnmarked;
