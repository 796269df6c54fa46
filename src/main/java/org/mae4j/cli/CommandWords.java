package org.mae4j.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The words that a command was given by. */
final class CommandWords {
  private CommandWords() {}

  static List<String> of(CommandSpec command) {
    return command.root().commandLine().getParseResult().originalArgs();
  }
}
