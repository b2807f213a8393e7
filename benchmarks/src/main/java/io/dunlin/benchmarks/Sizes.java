package io.dunlin.benchmarks;

/**
 * Bytes on the wire for one call.
 *
 * @param requestBytes headers included
 * @param responseBytes headers included
 */
record Sizes(int requestBytes, int responseBytes) {}
