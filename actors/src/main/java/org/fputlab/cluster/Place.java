package org.fputlab.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a node listens.
 *
 * @param host a name or an address
 * @param port a TCP port; 0 for any that is free
 */
public record Place(String host, int port) {

  private static final int GREATEST_PORT = 65_535;

  /** What a user writes as {@code HOST:PORT}; empty where it is not one. */
  public static Optional<Place> of(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > GREATEST_PORT) {
      return Optional.empty();
    }
    return Optional.of(new Place(text.substring(0, colon), Integer.parseInt(port)));
  }

  /** Whether only this machine reaches it. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
