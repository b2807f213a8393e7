package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.Invoker;
import io.dunlin.MethodPolicy;
import io.dunlin.ServiceKey;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all requests with one head and the same attachments have in common: they were found, checked
 * and understood once, and are recognised by their bytes afterwards. Immutable.
 *
 * @param service what is called
 * @param invoker runs the call
 * @param executor where
 * @param exported the export it belongs to, or null for a callback
 * @param attachments what the requester sent
 * @param policy with the requester's time-out
 * @param timeoutNanos what the requester allows from the arrival on; 0 if it did not say
 * @param dunlin whether the requester is Dunlin
 */
record Admitted(
    ServiceKey service,
    Invoker invoker,
    Executor executor,
    @Nullable Exported exported,
    Attachments attachments,
    MethodPolicy policy,
    long timeoutNanos,
    boolean dunlin) {}
