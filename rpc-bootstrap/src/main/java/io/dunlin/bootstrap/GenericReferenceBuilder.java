package io.dunlin.bootstrap;

import java.time.Duration;

/**
 * Settings of one generic reference; made by {@link RpcClient#generic}. Each setting returns a new
 * builder.
 */
public final class GenericReferenceBuilder {
  private final RpcClient client;
  private final ReferenceConfig config;

  GenericReferenceBuilder(RpcClient client, ReferenceConfig config) {
    this.client = client;
    this.config = config;
  }

  private GenericReferenceBuilder with(ReferenceConfig changed) {
    return new GenericReferenceBuilder(client, changed);
  }

  /** Group of the service. */
  public GenericReferenceBuilder group(String group) {
    return with(config.withGroup(group));
  }

  /** Version of the service. */
  public GenericReferenceBuilder version(String version) {
    return with(config.withVersion(version));
  }

  /** Addresses to call without asking a registry, such as {@code dubbo://host:20880}. */
  public GenericReferenceBuilder direct(String... addresses) {
    return with(config.withDirect(addresses));
  }

  /** Time-out of each whole call, retries included; greater than zero. */
  public GenericReferenceBuilder timeout(Duration timeout) {
    return with(config.with(options -> options.timeout(timeout)));
  }

  /** Attempts after the first, 0 to 10; holds for calls that may have run, too. */
  public GenericReferenceBuilder retries(int retries) {
    return with(config.with(options -> options.retries(retries)));
  }

  /** Whether building fails while no provider can be called; true unless said otherwise. */
  public GenericReferenceBuilder check(boolean check) {
    return with(config.withCheck(check));
  }

  /**
   * The object to call; lives as long as the client.
   *
   * @throws io.dunlin.RpcException code RPC-1101 if no provider can be called (see {@link #check})
   */
  public GenericService get() {
    return client.pinnedGeneric(config);
  }
}
