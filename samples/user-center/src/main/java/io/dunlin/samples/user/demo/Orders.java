package io.dunlin.samples.user.demo;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A {@link ChildProcess} seen from inside: what it is told, and how it answers. */
public final class Orders {
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream output =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  /** The orders of this process. */
  public Orders() {}

  /** Says one line. */
  public synchronized void say(String line) {
    output.println(line);
  }

  /**
   * Waits for a line. If there will be none because the parent is gone, this process ends at once:
   * nobody is left to see it end in a better way.
   */
  public String next() {
    try {
      String line = input.readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      System.err.println("input broke: " + e);
    }
    Runtime.getRuntime().halt(1);
    throw new AssertionError("halted");
  }

  /** Passes over all lines, thus only ends when this process does. */
  public void waitForTheEnd() {
    while (true) {
      next();
    }
  }
}
