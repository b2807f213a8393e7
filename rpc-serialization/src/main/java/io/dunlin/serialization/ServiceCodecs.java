package io.dunlin.serialization;

import io.dunlin.ServiceContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compiled codecs of one service, for every serialization it may be called with. Immutable;
 * made once at export or reference.
 */
public final class ServiceCodecs {
  private final ServiceContract contract;
  private final MethodCodec[] @Nullable [] byWireId = new MethodCodec[32] @Nullable [];
  private final @Nullable Serializer[] serializers = new Serializer[32];
  private final Serializer preferred;
  private final List<Serializer> all;
  private final TypeRules rules;

  private ServiceCodecs(ServiceContract contract, List<Serializer> serializers, TypeRules rules) {
    this.contract = contract;
    this.preferred = serializers.get(0);
    this.all = List.copyOf(serializers);
    this.rules = rules;
    for (Serializer serializer : serializers) {
      this.serializers[serializer.wireId()] = serializer;
      byWireId[serializer.wireId()] = serializer.compile(contract, rules);
    }
  }

  /**
   * Compiles {@code contract} for each of {@code serializers}; the first is what consumers send.
   *
   * @throws io.dunlin.RpcException code RPC-1405 if a declared type cannot be carried
   */
  public static ServiceCodecs compile(
      ServiceContract contract, List<Serializer> serializers, TypeRules rules) {
    return new ServiceCodecs(contract, serializers, rules);
  }

  /** The service's contract. */
  public ServiceContract contract() {
    return contract;
  }

  /** What consumers send unless the peer's parameters say otherwise. */
  public Serializer preferred() {
    return preferred;
  }

  /** All serializations this was compiled for, in the order given. */
  public List<Serializer> serializers() {
    return all;
  }

  /** The rules this was compiled with. */
  public TypeRules rules() {
    return rules;
  }

  /** The serialization of this number, or null if the service is not called with it. */
  public @Nullable Serializer serializer(int wireId) {
    return serializers[wireId & 31];
  }

  /**
   * The codec of the contract's method {@code index}, or null if not called with {@code wireId}.
   */
  public @Nullable MethodCodec codec(int wireId, int index) {
    MethodCodec @Nullable [] codecs = byWireId[wireId & 31];
    return codecs == null ? null : codecs[index];
  }
}
