package org.mae4j.cli;

import java.io.File;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.mae4j.base.text.ShellCommand;
import org.mae4j.config.hocon.KnownKeys;
import picocli.CommandLine;

/** A word of the command line that is no command, no option and no argument. */
final class UnmatchedWord {
  private static final int MOST_EDITS = 2;

  private UnmatchedWord() {}

  /** Returns what is wrong with {@code word} of {@code command}, and the most similar command or option. */
  static String problem(CommandLine command, String word) {
    Set<String> commands = command.getSubcommands().keySet();
    if (word.startsWith("-")) {
      String name = word.split("=", 2)[0];
      return unknown("option", name, command.getCommandSpec().optionsMap().keySet());
    } else if (commands.isEmpty()) {
      return "unexpected word '" + word + "'";
    }
    return new File(word).exists() ? "name a command before '" + word + "', such as " + ShellCommand.mae4j("run", word)
        : unknown("command", word, commands);
  }

  private static String unknown(String kind, String word, Set<String> known) {
    String nearest = KnownKeys.nearest(word, known);
    return "unknown " + kind + " '" + word + "'"
        + (isSimilar(word, nearest) ? ", did you mean '" + nearest + "'?" : "");
  }

  /** Returns whether {@code word} can be a misspelling: its first letter is the same, and two edits suffice. */
  private static boolean isSimilar(String word, String known) {
    String letters = word.replaceFirst("^-+", "");
    return known.replaceFirst("^-+", "").startsWith(letters.substring(0, Math.min(1, letters.length())))
        && LevenshteinDistance.getDefaultInstance().apply(word, known) <= MOST_EDITS;
  }
}
