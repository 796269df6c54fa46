package org.mae4j.cli.option;

import java.io.File;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.mae4j.config.key.NearestKey;
import picocli.CommandLine;

/** Recognizes misspelled commands and options. */
public final class Misspelling {
  private static final int MOST_EDITS = 2;

  private Misspelling() {}

  /** Returns the most similar of {@code known} if {@code word} can be a misspelling of it. */
  public static Optional<String> of(String word, Set<String> known) {
    return Optional.of(NearestKey.of(word, known)).filter(nearest -> isSimilar(word, nearest));
  }

  /** Returns the subcommand that {@code word} misspells; empty if it names a file. */
  public static Optional<String> ofSubcommand(CommandLine command, String word) {
    Set<String> subcommands = command.getSubcommands().keySet();
    return subcommands.isEmpty() || new File(word).exists() ? Optional.empty() : of(word, subcommands);
  }

  /** Returns whether the first letter is the same, and two edits suffice. */
  private static boolean isSimilar(String word, String known) {
    String letters = word.replaceFirst("^-+", "");
    return known.replaceFirst("^-+", "").startsWith(letters.substring(0, Math.min(1, letters.length())))
        && LevenshteinDistance.getDefaultInstance().apply(word, known) <= MOST_EDITS;
  }
}
