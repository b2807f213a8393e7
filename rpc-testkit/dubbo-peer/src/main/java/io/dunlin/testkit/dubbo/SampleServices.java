package io.dunlin.testkit.dubbo;

import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/**
 * The services behind every {@link InteropCase}, for any provider to export: {@link #demo()}
 * without group and version and once more as group {@value #GROUP}, version {@value #VERSION};
 * {@link #types()} without.
 */
public final class SampleServices {
  /** The group of the second export of {@link #demo()}. */
  public static final String GROUP = "blue";

  /** The version of the second export of {@link #demo()}. */
  public static final String VERSION = "1.2.0";

  private final DemoService demo;
  private final TypesService types;

  /** Creates services that reach attachments through {@code context}. */
  public SampleServices(ServerContext context) {
    Backstage backstage = new Backstage();
    this.demo = new SampleDemo(context, backstage);
    this.types = new EchoingTypes(backstage);
  }

  /** The service of the recorded exchanges. */
  public DemoService demo() {
    return demo;
  }

  /** The service with a method per type. */
  public TypesService types() {
    return types;
  }
}
