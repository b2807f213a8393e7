package io.dunlin.transport;

import io.dunlin.Invoker;
import io.dunlin.ServiceKey;
import io.dunlin.serialization.ServiceCodecs;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One service a server offers.
 *
 * @param key what it is found by
 * @param codecs compiled codecs of its contract
 * @param invoker runs a call: provider filters, then the method
 * @param executor where arguments are decoded and the method runs; refuses with {@link
 *     java.util.concurrent.RejectedExecutionException} when it is full
 * @param token what callers must present, or null for none
 */
public record ExportedService(
    ServiceKey key,
    ServiceCodecs codecs,
    Invoker invoker,
    Executor executor,
    @Nullable String token) {}
