package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * The server of live pages. No setting changes a result.
 *
 * @param enabled whether a command that trains serves live pages
 * @param host host name or address to listen on
 * @param port port to listen on, in [0, 65535]; 0 for any free port
 */
public record UiConfig(boolean enabled, String host, int port) {
  private static final int LAST_PORT = 65535;

  public UiConfig {
    new Checks()
        .require(!host.isBlank(), "host", "must name a host or an address")
        .require(port >= 0 && port <= LAST_PORT, "port", "must lie between 0 and " + LAST_PORT + ", is " + port)
        .throwIfAny();
  }
}
