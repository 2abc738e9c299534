package dev.baton.runtime.settings;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A pooler in transaction mode, as small as a test needs it. Each client brings a server connection. A transaction gets another
 * server connection than the client's transaction before it, if one is idle; nothing of a session is kept for a client.
 */
final class TransactionPooler implements Closeable {

  private static final int SSL_REQUEST = 80877103;
  private static final int CANCEL_REQUEST = 80877102;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String host;
  private final int port;
  private final Deque<Server> idle = new ArrayDeque<>();
  private final List<Socket> sockets = new ArrayList<>();

  /**
   * @param address of the server: {@code host:port/database}
   */
  TransactionPooler(String address) throws IOException {
    host = address.split("[:/]")[0];
    port = Integer.parseInt(address.split("[:/]")[1]);
    Thread.ofVirtual().start(this::accept);
  }

  /** Its own address for that database of the server. */
  String address(String database) {
    return "127.0.0.1:" + listener.getLocalPort() + "/" + database.split("/")[1];
  }

  private record Message(int type, byte[] body) {}

  private static final class Wire {
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(Socket socket) throws IOException {
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      out = new DataOutputStream(socket.getOutputStream());
    }

    Message read() throws IOException {
      return new Message(in.readUnsignedByte(), body());
    }

    byte[] body() throws IOException {
      return in.readNBytes(in.readInt() - Integer.BYTES);
    }

    void write(Message message) throws IOException {
      out.writeByte(message.type());
      body(message.body());
    }

    void body(byte[] body) throws IOException {
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
      out.flush();
    }
  }

  private record Server(Wire wire) {}

  private void accept() {
    try {
      while (true) {
        Socket client = opened(listener.accept());
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private synchronized Socket opened(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    return socket;
  }

  private void serve(Socket socket) {
    try (socket) {
      Wire client = new Wire(socket);
      byte[] startup = client.body();
      while (code(startup) == SSL_REQUEST) {
        client.out.writeByte('N');
        startup = client.body();
      }
      if (code(startup) != CANCEL_REQUEST) {
        release(loggedIn(client, startup));
        relay(client);
      }
    } catch (IOException e) {
      // The client has left, or the test is over.
    }
  }

  private static int code(byte[] startup) {
    return java.nio.ByteBuffer.wrap(startup).getInt();
  }

  /** The client's login, passed on to a server connection of its own. */
  private Server loggedIn(Wire client, byte[] startup) throws IOException {
    Wire server = new Wire(opened(new Socket(host, port)));
    server.body(startup);
    while (true) {
      Message message = server.read();
      client.write(message);
      if (message.type() == 'Z') {
        return new Server(server);
      }
      boolean asks = message.type() == 'R' && code(message.body()) != 0;
      boolean last = asks && code(message.body()) == 12;
      if (asks && !last) {
        server.write(client.read());
      }
    }
  }

  private void relay(Wire client) throws IOException {
    Optional<Server> before = Optional.empty();
    Optional<Server> held = Optional.empty();
    while (true) {
      Message request = client.read();
      if (request.type() == 'X') {
        // A server connection that is left in a transaction is of no use to another client.
        return;
      }
      if (held.isEmpty()) {
        held = Optional.of(take(before));
        before = held;
      }
      Wire server = held.get().wire();
      server.write(request);
      if ((request.type() == 'Q' || request.type() == 'S') && answered(server, client)) {
        release(held.get());
        held = Optional.empty();
      }
    }
  }

  /** Passes on the answer; returns whether the server is in no transaction. */
  private static boolean answered(Wire server, Wire client) throws IOException {
    while (true) {
      Message answer = server.read();
      client.write(answer);
      if (answer.type() == 'Z') {
        return answer.body()[0] == 'I';
      }
    }
  }

  private synchronized Server take(Optional<Server> before) {
    try {
      while (idle.isEmpty()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
    Server server =
        idle.stream()
            .filter(each -> before.stream().noneMatch(each::equals))
            .findFirst()
            .orElseGet(idle::peek);
    idle.remove(server);
    return server;
  }

  private synchronized void release(Server server) {
    idle.addLast(server);
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    synchronized (this) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
