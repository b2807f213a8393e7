package io.dunlin.transport;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/** A test's own end of a connection to our server. */
final class RawClient implements AutoCloseable {
  final Socket socket;
  final DataInputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  void send(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  RawFrame call(RawFrame request) throws IOException {
    send(request.bytes());
    return RawFrame.read(in);
  }

  /** Whether the server has closed the connection; waits for it. */
  boolean isClosedByServer() throws IOException {
    try {
      while (in.read() >= 0) {
        // what it still had to say
      }
      return true;
    } catch (java.net.SocketException e) {
      return true; // reset
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
