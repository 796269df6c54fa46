package org.mae4j.cli.option.pages;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the address of live pages. */
public final class AddressOptions {
  @Option(names = "--host", paramLabel = "H",
      description = "Host name or address of the live pages; by default 127.0.0.1, which only this machine can reach. "
          + "The same as ui.host=H.")
  private Optional<String> host = Optional.empty();

  @Option(names = "--port", paramLabel = "P",
      description = "Port of the live pages, 0 for any free port; by default 9000. The same as ui.port=P.")
  private Optional<Integer> port = Optional.empty();

  public Optional<String> host() {
    return host;
  }

  public Optional<Integer> port() {
    return port;
  }

  /** Returns the option that is given; empty if there is none. */
  public Optional<String> given() {
    return host.map(name -> "--host").or(() -> port.map(number -> "--port"));
  }
}
