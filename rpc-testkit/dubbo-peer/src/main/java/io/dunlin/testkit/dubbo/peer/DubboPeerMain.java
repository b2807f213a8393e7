package io.dunlin.testkit.dubbo.peer;

import io.dunlin.testkit.dubbo.CaseResult;
import io.dunlin.testkit.dubbo.InteropCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A Dubbo process. Speaks lines on its standard streams and ends at the end of its input, or when
 * it reads {@code stop}; everything meant for people goes to the error stream.
 *
 * <pre>
 *  provider  --port N --registry ADDRESS …   says READY PORT
 *  consumer  --url dubbo://HOST:PORT …       says READY 0, reads names of cases, says
 *            or --registry ADDRESS …           RESULT NAME PASS|FAIL MILLIS DETAIL, tab separated
 * </pre>
 */
public final class DubboPeerMain {
  private DubboPeerMain() {}

  /** Runs the peer; never returns. */
  public static void main(String[] arguments) throws IOException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    List<String> words = Arrays.asList(arguments);
    Options options = Options.parse(words.subList(1, words.size()));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    switch (words.get(0)) {
      case "provider" -> provide(options, commands, replies);
      case "consumer" -> consume(options, commands, replies);
      default -> throw new IllegalArgumentException("mode: " + words.get(0));
    }
    // Dubbo's shutdown hook unregisters, tells consumers and waits for running calls.
    System.exit(0);
  }

  private static void provide(Options options, BufferedReader commands, PrintStream replies)
      throws IOException {
    int port = DubboProvider.export(options);
    replies.println("READY\t" + port);
    String line = commands.readLine();
    while (line != null && !line.equals("stop")) {
      line = commands.readLine();
    }
  }

  private static void consume(Options options, BufferedReader commands, PrintStream replies)
      throws IOException {
    DubboClient client = new DubboClient(options);
    replies.println("READY\t0");
    String line = commands.readLine();
    while (line != null && !line.equals("stop")) {
      CaseResult result = InteropCase.named(line).run(client);
      replies.println(
          String.join(
              "\t",
              "RESULT",
              result.name(),
              result.passed() ? "PASS" : "FAIL",
              Long.toString(result.took().toMillis()),
              oneLine(result.detail())));
      line = commands.readLine();
    }
  }

  private static String oneLine(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "");
  }
}
