/**
 * The vocabulary every other module speaks: {@link io.dunlin.Invoker} and {@link io.dunlin.Filter}
 * carry an {@link io.dunlin.Invocation} to a {@link io.dunlin.Result}; {@link io.dunlin.Source}
 * delivers what changes over time as whole snapshots. Start reading at {@code Invoker}. This
 * package must not know any wire, registry or proxy.
 */
@NullMarked
package io.dunlin;

import org.jspecify.annotations.NullMarked;
