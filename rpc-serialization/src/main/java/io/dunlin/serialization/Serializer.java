package io.dunlin.serialization;

import io.dunlin.Named;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;

/**
 * A way to write objects as bytes. Stateless; everything that depends on a service is compiled into
 * {@link MethodCodec}s when the service is exported or referred to.
 */
public interface Serializer extends Named {
  /** Number of this serialization in the low five bits of a Dubbo frame's flags (protocol 1.2). */
  int wireId();

  /**
   * Compiles one codec per method; {@code result[i]} belongs to {@code contract.methods().get(i)}.
   *
   * @throws RpcException code RPC-1405 if a declared type cannot be carried; the message names the
   *     method and the path to the type
   */
  MethodCodec[] compile(ServiceContract contract, TypeRules rules);

  /**
   * The codec for what belongs to no method: request heads, events, error texts and attachments.
   * Admits scalars, and maps and lists of them; its arguments and results are of that kind too.
   */
  MethodCodec plain(TypeRules rules);
}
