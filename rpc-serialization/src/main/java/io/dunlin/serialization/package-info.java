/**
 * Objects to bytes and back, within the types a method declares. Start reading at {@link
 * io.dunlin.serialization.Serializer}: it compiles a service's contract to one {@link
 * io.dunlin.serialization.MethodCodec} per method, and only such a codec ever makes objects. Knows
 * no network; bytes come and go in arrays.
 */
@NullMarked
package io.dunlin.serialization;

import org.jspecify.annotations.NullMarked;
