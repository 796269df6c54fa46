package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * The server of live pages. Nothing here changes an outcome.
 *
 * @param enabled whether a command that trains starts it
 * @param host name or address that it listens on
 * @param port that it listens on, 0 for any that is free
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
