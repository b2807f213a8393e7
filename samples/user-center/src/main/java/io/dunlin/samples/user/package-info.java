/**
 * The user service's contract: {@link io.dunlin.samples.user.UserService} and the data it speaks
 * of. Everything both sides need and nothing else; Dunlin appears in annotations only, so that a
 * Dubbo application can use these classes without Dunlin. Start reading at {@code UserService}.
 */
@NullMarked
package io.dunlin.samples.user;

import org.jspecify.annotations.NullMarked;
