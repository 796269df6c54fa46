package org.mae4j.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mae4j.base.text.WrappedText;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Wraps the lines of help texts between words. Picocli itself wraps by Java's rules for prose, which break keys such as
 * {@code pretrain.epochs} after the dot.
 */
final class HelpLines {
  private static final int WIDTH = 80;
  /** So wide that Picocli does not wrap. */
  private static final int UNLIMITED = 2000;
  /** Heading of the synopsis, in the same line. */
  private static final String USAGE = "Usage: ";
  /** Text before the second column, or the command in a synopsis, below which the further lines are indented. */
  private static final Pattern HANGING = Pattern.compile(USAGE + "(?:[a-z0-9]+ )+| *\\S.*? {2,}(?=\\S)| *");

  private HelpLines() {}

  /** Makes the help of {@code program} and of its commands fit a terminal of 80 columns. */
  static void fit(CommandLine program) {
    program.setUsageHelpWidth(UNLIMITED);
    Map<String, IHelpSectionRenderer> sections = new TreeMap<>(program.getHelpSectionMap());
    sections.replaceAll((name, section) -> help -> fitted(section.render(help)));
    IHelpSectionRenderer synopsis = program.getHelpSectionMap().get(UsageMessageSpec.SECTION_KEY_SYNOPSIS);
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS,
        help -> fitted(USAGE + synopsis.render(help)).substring(USAGE.length()));
    program.setHelpSectionMap(sections);
  }

  private static String fitted(String text) {
    return text.lines().map(HelpLines::wrapped).collect(Collectors.joining("\n")) + (text.endsWith("\n") ? "\n" : "");
  }

  private static String wrapped(String line) {
    Matcher hanging = HANGING.matcher(WrappedText.plain(line));
    return WrappedText.of(line, WIDTH, hanging.lookingAt() ? hanging.end() : 0);
  }
}
