package dev.baton.runtime.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection to a service of this machine, for requests that a client library would not send, or not so slowly. */
public final class RawHttp implements AutoCloseable {

  /** Longer than any limit of the service; reached only if it does not answer. */
  private static final int PATIENCE_MS = 30_000;

  private final Socket socket;

  /**
   * An answer.
   *
   * @param head status line and headers
   */
  public record Answer(int status, String head, String body) {}

  public RawHttp(int port) throws IOException {
    this(new Socket(), port);
  }

  private RawHttp(Socket socket, int port) throws IOException {
    this.socket = socket;
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(PATIENCE_MS);
  }

  /** A connection for which the system keeps little of an answer that is not read. */
  public static RawHttp withSmallBuffer(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16_384);
    return new RawHttp(socket, port);
  }

  /** Sends one request with these further headers, and reads its answer. */
  public static Answer exchange(
      int port, String method, String path, String body, String... headers) throws IOException {
    try (RawHttp connection = new RawHttp(port)) {
      connection.send(
          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
              .formatted(method, path, body.length(), String.join("\r\n", headers), body));
      return connection.answer();
    }
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** The answer on a connection that the service closes after it; status 0 if it closed without one. "100 Continue" is none. */
  public Answer answer() throws IOException {
    String text = toTheEnd().replaceFirst("^HTTP/1.1 100 Continue\\r\\n\\r\\n", "");
    if (text.isEmpty()) {
      return new Answer(0, "", "");
    }
    int end = text.indexOf("\r\n\r\n");
    return new Answer(
        Integer.parseInt(text.split(" ")[1]), text.substring(0, end), text.substring(end + 4));
  }

  private String toTheEnd() throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(received);
    } catch (SocketException e) {
      // A service that answers before it has the whole request may reset the connection afterwards.
      if (received.size() == 0) {
        throw e;
      }
    }
    return received.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
