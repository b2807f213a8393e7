package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue is complete, and {@code docs/errors.md} says what it says. */
class ErrorCatalogueTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCUMENT = ROOT.resolve("docs").resolve("errors.md");
  private static final String REWRITE =
      "./mvnw -pl rpc-api test -Dtest=ErrorCatalogueTest -Ddunlin.write-docs=true";

  private static final Map<Integer, String> CHAPTERS =
      new TreeMap<>(
          Map.of(
              11, "Choosing a provider",
              12, "Connection",
              13, "Refused or failed by the provider",
              14, "Serialization",
              15, "Configuration and start",
              16, "Extensions and the rest"));

  @Test
  void numbersAreUniqueAndInOrder() {
    assertThat(ErrorCode.values()).extracting(ErrorCode::number).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeSaysWhatHappenedWhyAndWhatToDo(ErrorCode code) {
    assertThat(CHAPTERS).containsKey(code.number() / 100);
    assertThat(code.id()).isEqualTo("RPC-" + code.number());
    assertThat(code.title()).isNotBlank().doesNotEndWith(".").matches("[a-z].*");
    assertThat(code.cause()).isNotBlank().endsWith(".");
    assertThat(code.remedy()).isNotBlank().endsWith(".");
    assertThat(ErrorCode.ofNumber(code.number())).isEqualTo(code);
  }

  @Test
  void numberOfALaterVersionIsReadAsInternal() {
    assertThat(ErrorCode.ofNumber(9999)).isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void documentSaysWhatTheCatalogueSays() throws IOException {
    String wanted = document();
    if (Boolean.getBoolean("dunlin.write-docs")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, wanted);
    }
    assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
        .as("docs/errors.md; to write it anew: " + REWRITE)
        .isEqualTo(wanted);
  }

  @Test
  void everyCodeIsUsedSomewhere() throws IOException {
    List<Path> modules;
    try (Stream<Path> files = Files.walk(ROOT, 4)) {
      modules =
          files
              .filter(path -> path.endsWith(Path.of("src", "main")) && Files.isDirectory(path))
              .toList();
    }
    // The sources of a single module, unpacked elsewhere, cannot tell.
    assumeTrue(modules.size() > 1, "the other modules are not here");
    StringBuilder sources = new StringBuilder();
    for (Path module : modules) {
      try (Stream<Path> files = Files.walk(module)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (!file.endsWith("ErrorCode.java")) {
            sources.append(Files.readString(file)).append('\n');
          }
        }
      }
    }
    List<ErrorCode> unused = new ArrayList<>();
    for (ErrorCode code : ErrorCode.values()) {
      if (!Pattern.compile("ErrorCode\\." + code.name() + "\\b").matcher(sources).find()) {
        unused.add(code);
      }
    }

    assertThat(unused).as("codes that nothing reports; use or remove them").isEmpty();
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Errors

            Every failure the framework reports ends with its code, such as `[RPC-1101]`. Failed calls throw
            `RpcException`, whose `failureClass()` says how far the call got and so whether it may be repeated:

            | class | meaning | repeated by `failover` |
            |---|---|---|
            | `NOT_SENT` | the request never left this process | yes |
            | `REJECTED` | the provider refused before the method began | yes, elsewhere |
            | `UNKNOWN` | the method may or may not have run | only if idempotent, or if the consumer set `retries` |
            | `EXECUTED` | the method ran | never |

            What the provider's method itself throws is not among these: it is thrown as it is.

            This page is printed from the catalogue in `ErrorCode`; a test keeps the two alike. To write it anew:
            `%s`.
            """
                .formatted(REWRITE));
    CHAPTERS.forEach(
        (hundred, title) -> {
          text.append("\n## ").append(title).append("\n");
          Arrays.stream(ErrorCode.values())
              .filter(code -> code.number() / 100 == hundred)
              .forEach(code -> entry(code, text));
        });
    return text.toString();
  }

  private static void entry(ErrorCode code, StringBuilder text) {
    text.append("\n### ").append(code.id()).append(": ").append(code.title()).append("\n\n");
    text.append(code.cause()).append("\n\n");
    text.append("*What to do:* ").append(code.remedy()).append('\n');
    if (!code.knobs().isEmpty()) {
      text.append("\n*Settings:* `").append(code.knobs().replace(", ", "`, `")).append("`\n");
    }
  }
}
