package io.dunlin;

/** The version of Dunlin that this process runs; peers learn it from attachments and addresses. */
public final class DunlinVersion {
  /** Such as {@code 0.1.0}. */
  public static final String CURRENT = "0.1.0";

  private DunlinVersion() {}
}
