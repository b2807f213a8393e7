/**
 * Protocol Buffers messages over Dubbo's frames, serialization 22. Start reading at {@code
 * ProtobufSerializer}. Knows nothing of Hessian and nothing of the
 * network.
 */
@NullMarked
package io.dunlin.serialization.protobuf;

import org.jspecify.annotations.NullMarked;
