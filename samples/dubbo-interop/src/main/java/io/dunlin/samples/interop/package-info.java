/**
 * Dunlin and the real Apache Dubbo, calling each other. Start reading at {@link
 * io.dunlin.samples.interop.Interop}; Dubbo's own programs are in the sub-package {@code dubbo} and
 * must not be used from here: Dubbo is not on this class path.
 */
@NullMarked
package io.dunlin.samples.interop;

import org.jspecify.annotations.NullMarked;
