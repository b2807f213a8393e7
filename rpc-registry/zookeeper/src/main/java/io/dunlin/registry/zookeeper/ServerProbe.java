package io.dunlin.registry.zookeeper;

import io.dunlin.registry.RegistryAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Finds out, for a message, why a server cannot be used: ZooKeeper's client keeps that to its log.
 *
 * @param accepts whether it accepts connections
 * @param finding what there is to say
 */
record ServerProbe(boolean accepts, String finding) {
  /** Connects and says how it went; blocks for at most {@code timeout}, and for resolving. */
  static ServerProbe look(RegistryAddress.Server server, Duration timeout) {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      return failed("host name " + server.host() + " cannot be resolved");
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) timeout.toMillis());
      return new ServerProbe(
          true,
          server
              + " accepts connections but lets no session begin (is it ZooKeeper, and has it a quorum?)");
    } catch (SocketTimeoutException e) {
      return failed(server + " does not answer within " + timeout.toMillis() + " ms");
    } catch (ConnectException e) {
      return failed(server + " refuses connections");
    } catch (IOException e) {
      return failed(server + ": " + e.getMessage());
    }
  }

  private static ServerProbe failed(String finding) {
    return new ServerProbe(false, finding);
  }
}
