package org.mae4j.ui;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.mae4j.config.UiConfig;

/** Explains why a server cannot listen on its configured address. */
final class PortCheck {
  private static final int TRIED_PORTS = 100;
  private static final int MAX_PORT = 65535;

  private PortCheck() {}

  /** Returns a message that names the setting to change, with the next free port if there is one nearby. */
  static String message(UiConfig config, InetAddress address, SocketException cause) {
    if (!isFree(address, 0)) {
      return "ui.host: '" + config.host() + "' is not an address of this machine";
    }
    OptionalInt next = IntStream.rangeClosed(config.port() + 1, Math.min(config.port() + TRIED_PORTS, MAX_PORT))
        .filter(port -> isFree(address, port)).findFirst();
    return "ui.port: cannot listen on port " + config.port() + " (" + cause.getMessage() + ")"
        + (next.isPresent() ? "; port " + next.getAsInt() + " is free" : "");
  }

  private static boolean isFree(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
