package io.dunlin.bootstrap;

import io.dunlin.Extensions;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.Serializers;
import java.util.ArrayList;
import java.util.List;

/** Serializers by the names users write. */
final class Codecs {
  private Codecs() {}

  static List<Serializer> serializers(List<String> names) {
    Extensions<Serializer> known = Serializers.all();
    List<Serializer> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(known.get(name));
    }
    return chosen;
  }

  /** Whether {@code serializer} is the one that every peer speaks. */
  static boolean isHessian(Serializer serializer) {
    return serializer.name().equals("hessian2");
  }
}
