package io.dunlin.testkit.dubbo;

import static io.dunlin.testkit.dubbo.DubboVersion.V2_7_23;
import static io.dunlin.testkit.dubbo.DubboVersion.V3_3_6;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a release of Dubbo cannot do, found by letting Dubbo call Dubbo. Everything that is not
 * listed here works between all of them, so it must work with them.
 *
 * @param provider the release that provides, or null if it is not Dubbo
 * @param consumer the release that consumes, or null if it is not Dubbo
 * @param direct whether the consumer is given an address rather than a registry
 */
public record PeerCapabilities(
    @Nullable DubboVersion provider, @Nullable DubboVersion consumer, boolean direct) {

  /** The case that must never be tried where it is excluded: it damages the memory of the peer. */
  public static final String HARMFUL = "demo.floatFields";

  private static final List<Exclusion> EXCLUSIONS =
      List.of(
          new Exclusion(
              Set.of(HARMFUL),
              peers -> peers.includes(V3_3_6),
              "3.3.6 stores a primitive float field as a double: garbage, and the memory behind it"
                  + " is overwritten"),
          new Exclusion(
              Set.of("fail.undeclaredRuntime"),
              peers -> peers.includes(V3_3_6),
              "3.3.6 neither writes nor reads exceptions that no interface declares"),
          new Exclusion(
              Set.of("types.EnumMap"),
              peers -> peers.includes(V3_3_6) || peers.includes(V2_7_23),
              "both releases read an EnumMap as a HashMap and fail to cast it"),
          new Exclusion(
              Set.of("types.Optional"),
              peers -> peers.includes(V3_3_6) || peers.includes(V2_7_23),
              "both releases insist on Serializable"),
          new Exclusion(
              Set.of("types.Record", "types.Record.shared"),
              peers -> peers.includes(V2_7_23),
              "2.7.23 cannot create records"),
          new Exclusion(
              Set.of("types.Collection.set"),
              peers -> peers.includes(V2_7_23),
              "2.7.23 reads whatever is declared as Collection as an ArrayList"),
          new Exclusion(
              Set.of("types.object.List.of", "types.object.Set.of", "types.object.Map.of"),
              peers -> peers.consumer == V2_7_23,
              "2.7.23 writes the JDK's stand-in for immutable collections without the elements"),
          new Exclusion(
              Set.of("attachments.reply"),
              peers -> peers.consumer == V2_7_23 && peers.direct,
              "2.7.23 hands out the attachments of an answer only if it has a registry"));

  /** Why a case cannot work between these peers; empty if it must. */
  public Optional<String> reasonAgainst(String caseName) {
    return EXCLUSIONS.stream()
        .filter(each -> each.caseNames.contains(caseName) && each.condition.holds(this))
        .map(Exclusion::reason)
        .findFirst();
  }

  /** The names of the cases that must work between these peers. */
  public List<String> possibleCases() {
    List<String> names = new ArrayList<>(InteropCase.names());
    names.removeIf(name -> reasonAgainst(name).isPresent());
    return names;
  }

  private boolean includes(DubboVersion version) {
    return provider == version || consumer == version;
  }

  private record Exclusion(Set<String> caseNames, Condition condition, String reason) {}

  private interface Condition {
    boolean holds(PeerCapabilities peers);
  }
}
