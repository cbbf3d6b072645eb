package io.weir.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Addresses on this machine's loopback interface, the only ones that Weir serves or calls: what
 * goes over a wire between machines needs encryption and authentication, which it does not have.
 */
public final class Loopback {
  private static final int MAX_PORT = 65535;

  private Loopback() {}

  /**
   * The address in a text of the form {@code host:port}.
   *
   * @throws IllegalArgumentException it has another form, its host is unknown, or its address is
   *     not a loopback address; the message says which
   */
  public static InetSocketAddress parse(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("not an address of the form host:port: " + hostAndPort);
    }
    String host = hostAndPort.substring(0, colon);
    int port = parsePort(hostAndPort, hostAndPort.substring(colon + 1));
    try {
      return require(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("unknown host: " + host, e);
    }
  }

  private static int parsePort(String hostAndPort, String port) {
    try {
      int number = Integer.parseInt(port);
      if (number >= 0 && number <= MAX_PORT) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException("not a port: " + port + " in " + hostAndPort);
  }

  /** The given port of the loopback interface. */
  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * The address itself.
   *
   * @throws IllegalArgumentException it is not a loopback address
   */
  public static InetSocketAddress require(InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    if (resolved == null) {
      throw new IllegalArgumentException("unknown host: " + address.getHostString());
    }
    if (!resolved.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "refused address "
              + text(address)
              + ": Weir's connections are neither encrypted nor authenticated, so only loopback"
              + " addresses such as 127.0.0.1 are allowed");
    }
    return address;
  }

  /** The address as {@link #parse} reads it. */
  public static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
