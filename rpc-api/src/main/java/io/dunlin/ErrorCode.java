package io.dunlin;

/**
 * The catalogue of what can go wrong: each failure the framework reports names one of these as
 * {@code [RPC-nnnn]}. Numbers are stable. {@code docs/errors.md} is printed from this catalogue and
 * a test keeps the two alike.
 */
public enum ErrorCode {
  // 11xx: choosing a provider
  NO_PROVIDER(
      1101,
      "no provider can take the call",
      "None is registered for this interface, group and version, or routing rules, checks and broken"
          + " connections have removed all of them. The message shows how many were left after each"
          + " step.",
      "Start a provider, correct group or version, or change the rule named in the message.",
      "check, group, version"),
  ALL_ATTEMPTS_FAILED(
      1102,
      "every attempt failed",
      "Each attempt the policy allows was made and failed; the message lists them.",
      "Look at the cause of each attempt. More attempts help only if other providers are healthy.",
      "retries, idempotent, timeout"),
  DEADLINE_BEFORE_SEND(
      1103,
      "the deadline passed before the call was sent",
      "Earlier attempts, or work of the caller's own callers, used up the time of the whole call.",
      "Raise the time-out of the outermost call or make earlier steps faster.",
      "timeout"),

  // 12xx: connection
  NOT_CONNECTED(
      1201,
      "no connection to the provider",
      "The connection is being made or has failed; it is retried in the background.",
      "Check that the provider listens at this address and that no firewall is between.",
      "connectTimeout"),
  TOO_MANY_CALLS(
      1202,
      "too many calls in flight to one provider",
      "The limit of unanswered calls on this connection is reached.",
      "Raise the limit or slow the caller down.",
      "maxPendingCalls"),
  SEND_BUFFER_FULL(
      1203,
      "too many bytes wait to be sent",
      "The provider reads more slowly than this process writes; waiting bytes are limited per"
          + " connection and per process.",
      "Send less, add providers, or raise the byte budget.",
      "maxPendingBytesPerConnection, maxPendingBytes"),
  REQUEST_TOO_LARGE(
      1204,
      "the request is larger than allowed",
      "The encoded request exceeds the payload limit; nothing was sent.",
      "Send less per call or raise the limit on both sides.",
      "maxBodyBytes"),
  CONNECTION_LOST(
      1205,
      "the connection broke while the call was in flight",
      "The provider stopped, or the network between failed. The method may have run.",
      "Mark the method idempotent if running it twice is harmless: then failover repeats it.",
      "idempotent, retries"),
  TIMEOUT(
      1206,
      "no answer before the deadline",
      "The provider is slow, overloaded or unreachable. The method may have run.",
      "Compare the time-out with what the method needs; the message says how far the call got.",
      "timeout, idempotent, retries"),
  PEER_DRAINING(
      1207,
      "the provider is shutting down",
      "It announced that it takes no new calls on this connection.",
      "Nothing: other providers are tried. Start another provider if this was the only one.",
      ""),
  CLIENT_CLOSED(
      1208,
      "the client is closed",
      "The call was made after RpcClient.close(), or was still waiting when it was called.",
      "Close the client after its last user.",
      ""),
  INTERRUPTED(
      1209,
      "the waiting thread was interrupted",
      "Somebody interrupted the caller while it waited for the answer. The method may have run.",
      "Find out who interrupts; the thread's interrupt flag is set again.",
      ""),

  // 13xx: refused or failed by the provider
  SERVICE_NOT_FOUND(
      1301,
      "the provider does not export this service",
      "Interface, group or version differ from what the provider exports.",
      "Compare group and version on both sides; the message lists what is exported.",
      "group, version"),
  METHOD_NOT_FOUND(
      1302,
      "the provider's interface has no such method",
      "The two sides use different versions of the interface.",
      "Deploy the same interface on both sides, or add the method on the provider first.",
      ""),
  BAD_REQUEST(
      1303,
      "the provider could not read the request",
      "Unknown service or method, an unreadable argument, or an unknown serialization.",
      "Read the provider's text in the message and its log.",
      "serializations"),
  OVERLOADED(
      1304,
      "the provider is overloaded",
      "Its worker pool and queue are full; the method did not begin.",
      "Add providers or threads, or slow the callers down.",
      "threads, queue"),
  SERVER_ERROR(
      1305,
      "the provider failed inside its framework",
      "An error escaped the provider's own code around the method. The method may have run.",
      "Read the provider's log.",
      ""),
  RESPONSE_TOO_LARGE(
      1306,
      "the answer is larger than the provider may send",
      "The method ran; its answer exceeds the payload limit.",
      "Return less per call (pages) or raise the limit on both sides.",
      "maxBodyBytes"),
  BAD_RESPONSE(
      1307,
      "the provider could not encode its answer",
      "The method ran; its result or exception is of a class that may not be carried.",
      "Declare the type in the interface, or admit it with @RpcTypes.",
      "@RpcTypes"),
  EXPIRED_BEFORE_START(
      1308,
      "the deadline passed while the request waited at the provider",
      "The request was queued for longer than the caller waits; the method did not begin.",
      "Add providers or threads.",
      "threads, queue, timeout"),
  TOKEN_REFUSED(
      1309,
      "the provider refused the token",
      "The service demands a token which the request lacks or gets wrong.",
      "Find the provider through the registry, or configure its token.",
      "token"),
  PROVIDER_DRAINING(
      1310,
      "the provider refused the call because it is shutting down",
      "The request arrived after the provider stopped taking new calls; the method did not begin.",
      "Nothing: other providers are tried.",
      ""),

  // 14xx: serialization
  TYPE_NOT_ADMITTED(
      1401,
      "a class on the wire is not admitted here",
      "Only classes reachable from the method's declared types are ever instantiated.",
      "If it belongs there, name it in @RpcTypes on the method or interface, or in configuration.",
      "@RpcTypes, admit"),
  ENCODE_FAILED(
      1402,
      "a value cannot be encoded",
      "Its class is not among the method's declared or admitted types, or its content cannot be read.",
      "Pass a value of a declared type, or admit the class with @RpcTypes.",
      "@RpcTypes, admit"),
  DECODE_FAILED(
      1403,
      "bytes cannot be decoded",
      "The bytes do not follow the serialization's rules or do not fit the declared types.",
      "Deploy the same interface and types on both sides; if they are alike, report a defect.",
      ""),
  LIMIT_EXCEEDED(
      1404,
      "a message exceeds a limit of the decoder",
      "Depth, number of elements, string length or allocation are capped, whoever sends them.",
      "Send less per message, or raise the limit named in the message.",
      "maxDepth, maxElements, maxStringChars, maxBinaryBytes, maxAllocationBytes"),
  TYPE_NOT_CARRIED(
      1405,
      "a declared type cannot be carried",
      "The interface mentions a type that has no meaning in another process, such as a stream or a"
          + " thread.",
      "Change the interface: use plain data types.",
      ""),

  // 15xx: configuration and start
  INVALID_ADDRESS(
      1501,
      "an address cannot be understood",
      "The scheme is unknown, or host or port are missing or out of range.",
      "Write it like dubbo://host:20880 or zookeeper://host:2181.",
      "direct, registry"),
  REGISTRY_UNREACHABLE(
      1502,
      "the registry cannot be reached",
      "No server of the registry answered in time.",
      "Check the address and that the registry runs; calls to known providers go on without it.",
      "registry, check"),
  DUPLICATE_EXPORT(
      1503,
      "a service is exported twice",
      "Interface, group and version name one service; this server exports it already.",
      "Give one of them another group or version.",
      "group, version"),
  PORT_UNAVAILABLE(
      1504,
      "the port cannot be opened",
      "Another process listens on it, or this one may not.",
      "Stop the other process, choose another port, or port 0 for any free one.",
      "port, bind"),
  INVALID_INTERFACE(
      1505,
      "an interface cannot be made a service",
      "It is not an interface, has no methods, is not visible, or contradicts its annotations.",
      "Change the interface as the message says.",
      ""),
  INVALID_GENERIC_CALL(
      1506,
      "a generic call does not fit the method",
      "Number or form of the arguments differ from the method's parameters, or the name is"
          + " ambiguous.",
      "Name the parameter types, and pass one argument for each.",
      ""),
  UNKNOWN_EXTENSION(
      1507,
      "an extension name is unknown",
      "No artifact on the class path brings an extension of this name.",
      "Correct the name, or add the artifact.",
      ""),
  NO_USABLE_ADDRESS(
      1508,
      "no local address can be published",
      "Every address of this machine is a loopback, bridge or otherwise unreachable one.",
      "Configure the address that consumers can reach.",
      "host, DUNLIN_HOST"),
  INVALID_CONFIGURATION(
      1509,
      "settings contradict one another",
      "Two settings cannot both hold; the message names both places.",
      "Remove one of them.",
      ""),

  // 16xx: extensions and the rest
  FILTER_FAILED(
      1601,
      "a filter broke its contract",
      "A filter threw an exception or returned null instead of a stage.",
      "Correct the filter named in the message.",
      ""),
  INTERNAL(
      1602,
      "an error inside the framework",
      "Something happened that should be impossible.",
      "Report it with the stack trace.",
      "");

  private final int number;
  private final String title;
  private final String cause;
  private final String remedy;
  private final String knobs;

  ErrorCode(int number, String title, String cause, String remedy, String knobs) {
    this.number = number;
    this.title = title;
    this.cause = cause;
    this.remedy = remedy;
    this.knobs = knobs;
  }

  /** The stable number, such as 1101. */
  public int number() {
    return number;
  }

  /** The form used in messages, such as {@code RPC-1101}. */
  public String id() {
    return "RPC-" + number;
  }

  /** What happened, in a few words. */
  public String title() {
    return title;
  }

  /** Why it happens. */
  public String cause() {
    return cause;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }

  /** Settings that matter here, comma separated; empty when none do. */
  public String knobs() {
    return knobs;
  }

  /**
   * Whether the call itself is at fault, or nobody is left to ask, so that trying another provider
   * is pointless even where it would be safe.
   */
  public boolean failsEverywhere() {
    return switch (this) {
      case NO_PROVIDER,
          CLIENT_CLOSED,
          INTERRUPTED,
          REQUEST_TOO_LARGE,
          TYPE_NOT_ADMITTED,
          ENCODE_FAILED,
          LIMIT_EXCEEDED,
          INVALID_GENERIC_CALL,
          FILTER_FAILED ->
          true;
      default -> false;
    };
  }

  /** The code of this number, or {@link #INTERNAL} for one this version does not know. */
  public static ErrorCode ofNumber(int number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return INTERNAL;
  }
}
