package org.sample.birds;

import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import org.apache.dubbo.common.serialize.protobuf.support.ProtobufUtils;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/**
 * Dubbo 2.7 with its protobuf serialization, in a process of its own: {@code provider} says {@code
 * READY port} and ends with its input; {@code consumer url}, with the url of a provider or a
 * registry, makes all calls and says {@code PASSED} or what went wrong.
 */
@SuppressWarnings("deprecation") // as its documentation shows it
public final class DubboBirds {
  private DubboBirds() {}

  /** Runs one of both. */
  public static void main(String[] arguments) throws IOException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    // What code generated for Dubbo does when it loads.
    ProtobufUtils.marshaller(StringValue.getDefaultInstance());
    ProtobufUtils.marshaller(Timestamp.getDefaultInstance());
    ProtobufUtils.marshaller(Struct.getDefaultInstance());
    ProtobufUtils.marshaller(ListValue.getDefaultInstance());
    if (arguments[0].equals("provider")) {
      replies.println("READY " + export());
      while (System.in.read() >= 0) {
        // nothing is told to it but the end
      }
    } else {
      replies.println(call(arguments[1]));
    }
    System.exit(0);
  }

  private static int export() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
    protocol.setSerialization("protobuf");
    ServiceConfig<BirdService> service = new ServiceConfig<>();
    service.setApplication(application());
    service.setRegistry(new RegistryConfig("N/A"));
    service.setProtocol(protocol);
    service.setInterface(BirdService.class);
    service.setRef(new Birds());
    service.setScope("remote");
    service.export();
    return port;
  }

  private static String call(String url) {
    ReferenceConfig<BirdService> reference = new ReferenceConfig<>();
    reference.setApplication(application());
    reference.setInterface(BirdService.class);
    reference.setTimeout(20_000);
    reference.setRetries(0);
    reference.setCheck(false);
    reference.setScope("remote");
    if (url.startsWith("dubbo:")) {
      reference.setRegistry(new RegistryConfig("N/A"));
      reference.setUrl(url + "/" + BirdService.class.getName() + "?serialization=protobuf");
    } else {
      // What it is to write is said by the provider.
      reference.setRegistry(new RegistryConfig(url));
    }
    try {
      BirdService birds = reference.get();
      Birds.call(birds);
      try {
        birds.fail(StringValue.of("no such bird"));
        return "fail() did not fail";
      } catch (RuntimeException e) {
        return "PASSED " + e.getClass().getName() + ": " + e.getMessage();
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      return "FAILED " + e;
    }
  }

  private static ApplicationConfig application() {
    ApplicationConfig application = new ApplicationConfig("birds");
    application.setQosEnable(false);
    application.setMetadataType("local");
    return application;
  }
}
