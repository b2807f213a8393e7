package io.dunlin.testkit.dubbo;

import org.jspecify.annotations.Nullable;

/** What a framework tells a service about the call it is executing; asked in the calling thread. */
public interface ServerContext {
  /** An attachment the consumer sent. */
  @Nullable String requestAttachment(String key);

  /** Adds an attachment to the answer. */
  void responseAttachment(String key, String value);
}
