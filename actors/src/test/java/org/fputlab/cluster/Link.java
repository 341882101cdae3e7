package org.fputlab.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A way to a port of this machine, which can be cut. */
final class Link implements AutoCloseable {

  private ServerSocket entrance;
  private final int target;
  private final List<Socket> open = new ArrayList<>();
  private boolean isCut;

  /**
   * @param target the port that it leads to
   */
  Link(int target) throws IOException {
    this.target = target;
    this.entrance = entrance(0);
    begin(this::accept);
  }

  private static ServerSocket entrance(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  /** A port that is free. */
  static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  /** The port at which it begins. */
  int port() {
    return entrance.getLocalPort();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void begin(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException cut) {
                // nothing goes this way any more
              }
            },
            "link");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    ServerSocket open = entrance;
    while (true) {
      Socket here = open.accept();
      keep(here);
      begin(() -> join(here));
    }
  }

  /** A caller is turned away where nobody is at the other end. */
  private void join(Socket here) throws IOException {
    try (here;
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
      keep(there);
      begin(() -> pass(there, here));
      pass(here, there);
    }
  }

  /** Who ends a connection on one side ends it on the other. */
  private static void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  private synchronized void keep(Socket socket) throws IOException {
    open.add(socket);
    if (isCut) {
      socket.close();
    }
  }

  /** Nothing goes through any more, and nobody gets in. */
  synchronized void cut() throws IOException {
    isCut = true;
    entrance.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** It begins at the same port again, and leads to the same. */
  synchronized void mend() throws IOException {
    entrance = entrance(port());
    isCut = false;
    begin(this::accept);
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
