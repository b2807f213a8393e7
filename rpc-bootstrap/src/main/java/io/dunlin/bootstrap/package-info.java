/**
 * Puts the parts together for users: {@link io.dunlin.bootstrap.RpcServer} exports implementations,
 * {@link io.dunlin.bootstrap.RpcClient} makes references. Start reading at these two. Nothing below
 * this package knows it.
 */
@NullMarked
package io.dunlin.bootstrap;

import org.jspecify.annotations.NullMarked;
