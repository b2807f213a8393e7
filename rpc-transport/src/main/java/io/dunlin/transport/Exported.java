package io.dunlin.transport;

import io.dunlin.serialization.Generalizer;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An exported service with what its requests need beside the codecs of its methods. */
final class Exported {
  private final ExportedService service;
  private final @Nullable MethodCodec[] plain = new MethodCodec[32];
  private final Map<String, CallbackType> callbackTypes;
  private volatile @Nullable Generalizer generalizer;

  Exported(ExportedService service) {
    this.service = service;
    for (Serializer serializer : service.codecs().serializers()) {
      plain[serializer.wireId()] = serializer.plain(service.codecs().rules());
    }
    this.callbackTypes = CallbackType.of(service.codecs());
  }

  /** Makes arguments of plain ones; made when the first generic call comes. */
  Generalizer generalizer() {
    Generalizer known = generalizer;
    if (known == null) {
      known = Generalizer.of(service.codecs().contract(), service.codecs().rules());
      generalizer = known; // a race makes two that are alike
    }
    return known;
  }

  ExportedService service() {
    return service;
  }

  /** The codec for what belongs to no method, or null if the serialization is not spoken. */
  @Nullable MethodCodec plain(int wireId) {
    return plain[wireId & DubboFrames.SERIALIZATION];
  }

  /** The interface of a callback parameter by name. */
  @Nullable CallbackType callbackType(String interfaceName) {
    return callbackTypes.get(interfaceName);
  }
}
