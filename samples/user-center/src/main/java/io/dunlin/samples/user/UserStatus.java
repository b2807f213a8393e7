package io.dunlin.samples.user;

/** What a user may do at present. */
public enum UserStatus {
  /** Registered, address not confirmed yet. */
  NEW,
  /** May buy. */
  ACTIVE,
  /** May look, but not buy. */
  SUSPENDED,
  /** Has left. */
  CLOSED
}
