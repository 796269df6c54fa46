package org.mae4j.config;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.config.check.Checks;

/**
 * The server of live pages. No setting changes a result.
 *
 * @param enabled whether a command that trains serves live pages
 * @param host host name or address to listen on
 * @param port port to listen on, in [0, 65535]; 0 for any free port
 * @param allowedHosts further host names under which the pages answer, separated by commas; may be empty
 */
public record UiConfig(boolean enabled, String host, int port, String allowedHosts) {
  private static final int LAST_PORT = 65535;

  public UiConfig {
    new Checks()
        .require(!host.isBlank(), "host", "must name a host or an address")
        .require(port >= 0 && port <= LAST_PORT, "port", "must lie between 0 and " + LAST_PORT + ", is " + port)
        .require(names(allowedHosts).allMatch(name -> name.matches("[A-Za-z0-9._-]+")), "allowedHosts",
            "must be host names without a port, separated by commas, is '" + allowedHosts + "'")
        .throwIfAny();
  }

  /** Returns the names in {@link #allowedHosts}. */
  public List<String> allowedHostNames() {
    return names(allowedHosts).toList();
  }

  private static Stream<String> names(String hosts) {
    return Stream.of(hosts.split(",")).map(String::trim).filter(name -> !name.isEmpty());
  }
}
