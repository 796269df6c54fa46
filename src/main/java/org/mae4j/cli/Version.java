package org.mae4j.cli;

import java.util.Optional;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("development");
    return new String[] {"mae4j " + version, "Java " + Runtime.version()};
  }
}
