package org.mae4j.cli.option;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The words that a command was given by. */
public final class CommandWords {
  private CommandWords() {}

  public static List<String> of(CommandSpec command) {
    return command.root().commandLine().getParseResult().originalArgs();
  }
}
