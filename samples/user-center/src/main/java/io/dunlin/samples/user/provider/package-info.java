/**
 * The user service's implementation, in memory. Start reading at {@link
 * io.dunlin.samples.user.provider.UserServiceImpl}; it knows the contract and no framework.
 */
@NullMarked
package io.dunlin.samples.user.provider;

import org.jspecify.annotations.NullMarked;
