package org.mae4j.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.base.text.ShellCommand;
import picocli.CommandLine;

/** Recognizes a command line whose command stands behind its arguments. */
final class WordOrder {
  private WordOrder() {}

  /** Returns the command line that is meant; empty if the command stands where it belongs, or no command is meant. */
  static Optional<String> corrected(CommandLine program, List<String> words) {
    if (words.isEmpty() || !isMeant(program, words.get(0))) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    List<String> rest = new ArrayList<>(words);
    Map<String, CommandLine> commands = program.getSubcommands();
    for (int at = index(commands, rest); at >= 0; at = index(commands, rest)) {
      names.add(rest.remove(at));
      commands = commands.get(names.get(names.size() - 1)).getSubcommands();
    }
    names.addAll(rest);
    return names.equals(words) ? Optional.empty() : Optional.of(ShellCommand.mae4j(names.toArray()));
  }

  /** Returns whether a word is a command, a setting or a path; others are commands that do not exist. */
  private static boolean isMeant(CommandLine program, String word) {
    return program.getSubcommands().containsKey(word) || word.matches(".*[=./].*") || new File(word).exists();
  }

  /** Returns the index of the first command; -1 if there is none, or an option before it, which may have a value. */
  private static int index(Map<String, CommandLine> commands, List<String> words) {
    for (int i = 0; i < words.size() && !words.get(i).startsWith("-"); i++) {
      if (commands.containsKey(words.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
