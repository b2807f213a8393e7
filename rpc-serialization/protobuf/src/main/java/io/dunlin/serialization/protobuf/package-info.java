/**
 * Protocol Buffers messages over Dubbo's frames, serialization 22. Start reading at {@link
 * io.dunlin.serialization.protobuf.ProtobufSerializer}: it turns each declared type into a {@code
 * Carrier}, and only carriers ever make objects. Knows nothing of Hessian and nothing of the
 * network.
 */
@NullMarked
package io.dunlin.serialization.protobuf;

import org.jspecify.annotations.NullMarked;
