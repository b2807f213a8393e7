package io.dunlin.transport;

/**
 * Dubbo's binary protocol as Dubbo 2.7 and 3.x speak it, docs/protocol/dubbo.md: one long-lived
 * connection per pair of processes, requests and responses in any order.
 */
public final class DubboProtocol implements Protocol {
  /** Made by the service loader. */
  public DubboProtocol() {}

  @Override
  public String name() {
    return "dubbo";
  }

  @Override
  public int defaultPort() {
    return 20880;
  }

  @Override
  public DubboTransport newTransport(
      TransportConfig config, RpcResources resources, Callbacks callbacks) {
    return new DubboTransport(config, NettyResources.of(resources), callbacks);
  }
}
