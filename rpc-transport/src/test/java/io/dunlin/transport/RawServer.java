package io.dunlin.transport;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A test's own server: the test takes each connection and plays the provider by hand. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();

  RawServer() throws IOException {
    this(0);
  }

  RawServer(int port) throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread acceptor =
        new Thread(
            () -> {
              try {
                while (true) {
                  sessions.add(new Session(server.accept()));
                }
              } catch (IOException e) {
                // closed
              }
            },
            "raw-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next connection. */
  Session session() throws InterruptedException {
    Session session = sessions.poll(10, TimeUnit.SECONDS);
    if (session == null) {
      throw new AssertionError("nobody connected");
    }
    return session;
  }

  int waiting() {
    return sessions.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Session session : sessions) {
      session.close();
    }
  }

  /** One connection. */
  static final class Session implements AutoCloseable {
    final Socket socket;
    final DataInputStream in;

    Session(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    RawFrame read() throws IOException {
      return RawFrame.read(in);
    }

    void send(RawFrame frame) throws IOException {
      send(frame.bytes());
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
