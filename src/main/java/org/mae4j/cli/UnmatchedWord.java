package org.mae4j.cli;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.text.ShellCommand;
import org.mae4j.cli.option.Misspelling;
import picocli.CommandLine;

/** A word of the command line that is no command, no option and no argument. */
final class UnmatchedWord {
  /** Label of arguments that are settings, in the help. */
  private static final String SETTINGS = "key=value";

  private UnmatchedWord() {}

  /** Returns what is wrong with {@code word} of {@code command}, and the most similar command or option. */
  static String problem(CommandLine command, String word) {
    Set<String> commands = command.getSubcommands().keySet();
    if (word.startsWith("-")) {
      return unknownOption(command.getCommandSpec(), word.split("=", 2)[0]);
    } else if (commands.isEmpty()) {
      return "unexpected word '" + word + "'";
    }
    return new File(word).exists() ? "name a command before '" + word + "', such as " + ShellCommand.mae4j("run", word)
        : "unknown command '" + word + "'" + suggestion(Misspelling.of(word, commands));
  }

  /** Returns the word behind {@code command} if it is a misspelled subcommand, whose options are then unknown, too. */
  static Optional<String> misspelledSubcommand(CommandLine command, List<String> words) {
    return words.stream().skip(words.indexOf(command.getCommandName()) + 1L).limit(1)
        .filter(word -> Misspelling.ofSubcommand(command, word).isPresent()).findFirst();
  }

  private static String unknownOption(CommandLine.Model.CommandSpec command, String name) {
    Optional<String> meant = Misspelling.of(name, command.optionsMap().keySet());
    boolean takesSettings = command.positionalParameters().stream().anyMatch(it -> it.paramLabel().equals(SETTINGS));
    return "unknown option '" + name + "'" + suggestion(meant)
        + (meant.isEmpty() && takesSettings ? "; settings have no dashes: pretrain.epochs=5" : "");
  }

  private static String suggestion(Optional<String> meant) {
    return meant.map(known -> ", did you mean '" + known + "'?").orElse("");
  }
}
