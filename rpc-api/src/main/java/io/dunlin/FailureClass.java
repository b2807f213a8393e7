package io.dunlin;

/**
 * How far a failed call got, as seen from this hop. It alone decides whether the call may be
 * repeated; never the type or the text of an exception.
 */
public enum FailureClass {
  /** The request never left this process; repeating is always safe. */
  NOT_SENT,
  /** The provider refused before the method began; repeating elsewhere is always safe. */
  REJECTED,
  /** The method may or may not have run; repeating is safe for idempotent methods only. */
  UNKNOWN,
  /** The method ran; repeating would run it a second time. */
  EXECUTED
}
