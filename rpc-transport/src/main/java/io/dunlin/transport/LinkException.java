package io.dunlin.transport;

/** Why a connection ended, for messages; no stack trace, as peers cause many. */
final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LinkException(String message) {
    super(message, null, false, false);
  }
}
