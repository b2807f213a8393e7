package io.dunlin.testkit.dubbo;

import java.nio.file.Path;

/** The releases of Dubbo that can be run as a peer. */
public enum DubboVersion {
  /** The 3.x line. */
  V3_3_6("3.3.6"),
  /** The last of the 2.7 line, which most old installations speak. */
  V2_7_23("2.7.23");

  private final String release;

  DubboVersion(String release) {
    this.release = release;
  }

  /** The release number, as in {@code 3.3.6}. */
  public String release() {
    return release;
  }

  /**
   * The folder of jars that a process of this release runs with, for peers of your own making.
   *
   * @throws IllegalStateException if rpc-testkit/dubbo-peer was not built
   */
  public Path jars() {
    return PeerProcess.folder(this);
  }

  /**
   * The JDK that a process of Dubbo runs on: this one, or that of the environment variable {@code
   * JAVA_HOME_17} if this one is newer than 21. With a registry 3.3.6 does not start there: it asks
   * for every JSON library it knows, and newer JDKs throw where one is absent.
   */
  public static Path javaHome() {
    String older = System.getenv("JAVA_HOME_17");
    return older == null || older.isBlank() || Runtime.version().feature() <= 21
        ? Path.of(System.getProperty("java.home"))
        : Path.of(older);
  }

  @Override
  public String toString() {
    return "Dubbo " + release;
  }
}
