package io.dunlin.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server and counts what passes, so that any contestant's bytes per
 * call are known without knowing its format.
 */
final class ByteMeter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final int serverPort;
  private final ServerSocket listener;
  private final AtomicLong requestBytes = new AtomicLong();
  private final AtomicLong responseBytes = new AtomicLong();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  ByteMeter(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener =
        new ServerSocket(0); // everywhere: Dubbo takes loopback for the host's own address
    start("byte meter", this::accept);
  }

  /** Where to connect instead of to the server. */
  int port() {
    return listener.getLocalPort();
  }

  /** Bytes that have gone to the server. */
  long requestBytes() {
    return requestBytes.get();
  }

  /** Bytes that have come back. */
  long responseBytes() {
    return responseBytes.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.add(client);
        open.add(server);
        start("byte meter, requests", () -> copy(client, server, requestBytes));
        start("byte meter, answers", () -> copy(server, client, responseBytes));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void copy(Socket from, Socket to, AtomicLong count) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        // Counted first: whoever has the answer must find its bytes counted.
        count.addAndGet(read);
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
    } catch (IOException e) {
      count.addAndGet(0); // the other side has gone; nothing more to count
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
