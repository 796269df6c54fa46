package org.mae4j.cli;

/** Where the program starts and ends. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Mae4j.execute(args));
  }
}
