package org.mae4j.cli;

import java.util.Locale;
import org.mae4j.cli.output.CheckedOutput;

/** The entry point of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Libraries that draw or print numbers would otherwise use digits and separators that other programs cannot read.
    Locale.setDefault(Locale.ROOT);
    CheckedOutput.install();
    System.exit(Mae4j.execute(args));
  }
}
