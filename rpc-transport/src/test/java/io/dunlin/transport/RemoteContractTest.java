package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Deadline;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodPolicy;
import io.dunlin.testkit.InvokerContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The three laws, for a connection with a provider behind it. */
class RemoteContractTest extends InvokerContract {
  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Override
  protected Invoker before(Invoker last) {
    rig.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            last,
            rig.open(WorkerPool.fixed("test-worker", 4, 100)),
            null));
    int port = rig.listen(rig.transport(TransportConfig.DEFAULT)).address().getPort();
    return Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), port)).invoker();
  }

  @Override
  protected Invocation invocation() {
    Duration timeout = Duration.ofSeconds(5);
    return new Invocation(
        Rig.CONTRACT.key(),
        Rig.method("hello"),
        new Object[] {"Ada"},
        Attachments.EMPTY,
        MethodPolicy.DEFAULT.withTimeout(timeout),
        Deadline.after(rig.clock, timeout),
        new CallRecord(rig.clock));
  }
}
