package io.dunlin;

/** Every attachment key the framework reads or writes, in one place (Dubbo wire, protocol 1.7). */
public final class AttachmentKeys {
  /** Service path, usually the interface name. */
  public static final String PATH = "path";

  /** Interface name. */
  public static final String INTERFACE = "interface";

  /** Service group; only here, never in the request head. */
  public static final String GROUP = "group";

  /** Service version; {@code 0.0.0} when the service has none. */
  public static final String VERSION = "version";

  /** Effective time-out of the call in milliseconds, decimal text. */
  public static final String TIMEOUT = "timeout";

  /** What is left of the caller's deadline in milliseconds. */
  public static final String REMAINING = "_TO";

  /** {@link #REMAINING} as some writers spell it. */
  public static final String REMAINING_LOWER_CASE = "_to";

  /** The calling application's name. */
  public static final String REMOTE_APPLICATION = "remote.application";

  /** Token a provider may demand. */
  public static final String TOKEN = "token";

  /** Kind of generic call: {@code true}, {@code raw.return}, … */
  public static final String GENERIC = "generic";

  /** Dubbo's protocol version in responses; {@code 2.0.2}. */
  public static final String DUBBO = "dubbo";

  /** Version of the Dunlin peer that sent the message; says what else it understands. */
  public static final String DUNLIN = "dunlin";

  /** Number of the attempt within its call, sent from 2 on; a first attempt carries none. */
  public static final String ATTEMPT = "dunlin.attempt";

  /** In an error response to a Dunlin peer: number of the {@link ErrorCode}. */
  public static final String ERROR_CODE = "dunlin.code";

  /** Prefix of the attachment that carries the instance id of callback argument N. */
  public static final String CALLBACK_ARGUMENT_PREFIX = "sys_callback_arg-";

  /** Instance id of the callback that a provider calls. */
  public static final String CALLBACK_INSTANCE = "callback.service.instid";

  /** Tag that a request asks for. */
  public static final String TAG = "dubbo.tag";

  private AttachmentKeys() {}
}
