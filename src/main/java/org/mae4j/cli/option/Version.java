package org.mae4j.cli.option;

import java.util.Optional;
import picocli.CommandLine;

/** What {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"mae4j " + number(), "Java " + Runtime.version()};
  }

  /** The jar's, where the program runs from one. */
  public static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("development");
  }
}
