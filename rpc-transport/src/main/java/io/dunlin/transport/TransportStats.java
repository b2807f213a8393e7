package io.dunlin.transport;

import java.util.concurrent.atomic.LongAdder;

/**
 * What happened on the connections of one transport, counted since it was made. Safe for any
 * thread.
 */
public final class TransportStats {
  final LongAdder opened = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder connectFailures = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder unknownMagic = new LongAdder();
  final LongAdder badLengths = new LongAdder();
  final LongAdder oversize = new LongAdder();
  final LongAdder badBodies = new LongAdder();
  final LongAdder slowFrames = new LongAdder();
  final LongAdder slowReaders = new LongAdder();
  final LongAdder lateResponses = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder heartbeatsSent = new LongAdder();
  final LongAdder heartbeatsAnswered = new LongAdder();
  final LongAdder requestsServed = new LongAdder();
  final LongAdder headsParsed = new LongAdder();

  TransportStats() {}

  /** The counts now. */
  public Snapshot snapshot() {
    return new Snapshot(
        opened.sum(),
        accepted.sum(),
        connectFailures.sum(),
        lost.sum(),
        unknownMagic.sum(),
        badLengths.sum(),
        oversize.sum(),
        badBodies.sum(),
        slowFrames.sum(),
        slowReaders.sum(),
        lateResponses.sum(),
        refused.sum(),
        timeouts.sum(),
        heartbeatsSent.sum(),
        heartbeatsAnswered.sum(),
        requestsServed.sum(),
        headsParsed.sum());
  }

  /**
   * Counts at one moment.
   *
   * @param opened connections made by us
   * @param accepted connections made by others
   * @param connectFailures attempts that failed
   * @param lost connections that ended without our closing them
   * @param unknownMagic frames that began with other bytes; each closed its connection
   * @param badLengths frames with a negative or hopeless length; each closed its connection
   * @param oversize frames over the limit that were passed over
   * @param badBodies bodies that could not be read
   * @param slowFrames connections closed because a frame was not completed in time
   * @param slowReaders connections closed because the peer did not read what was sent
   * @param lateResponses answers nobody waited for any more, or never had
   * @param refused requests refused before their method began
   * @param timeouts calls that ended without an answer in time
   * @param heartbeatsSent heartbeats sent
   * @param heartbeatsAnswered heartbeats of peers that were answered
   * @param requestsServed requests whose method began
   * @param headsParsed request heads that were not recognised by their bytes
   */
  public record Snapshot(
      long opened,
      long accepted,
      long connectFailures,
      long lost,
      long unknownMagic,
      long badLengths,
      long oversize,
      long badBodies,
      long slowFrames,
      long slowReaders,
      long lateResponses,
      long refused,
      long timeouts,
      long heartbeatsSent,
      long heartbeatsAnswered,
      long requestsServed,
      long headsParsed) {}
}
