package org.mae4j.cli;

/** The entry point of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Mae4j.execute(args));
  }
}
