package org.mae4j.cli.option;

import java.util.Optional;
import picocli.CommandLine;

/** The versions that {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"mae4j " + number(), "Java " + Runtime.version()};
  }

  /** Returns the version of the jar; {@code development} if the program does not run from a jar. */
  public static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("development");
  }
}
