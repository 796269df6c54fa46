package org.mae4j.cli.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of the launcher in a shell script, split into words. */
public final class ShellWords {
  private static final String LAUNCHER = "./mae4j";
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z0-9_]+=.*");

  private ShellWords() {}

  /** Returns the arguments of each call of the launcher in {@code lines}. */
  public static List<List<String>> launches(List<String> lines) {
    List<List<String>> launches = new ArrayList<>();
    for (String line : String.join("\n", lines).replace("\\\n", " ").split("\n")) {
      List<String> words = split(line);
      while (!words.isEmpty() && ASSIGNMENT.matcher(words.get(0)).matches()) {
        words.remove(0);
      }
      if (!words.isEmpty() && words.get(0).equals(LAUNCHER)) {
        launches.add(words.subList(1, words.size()));
      }
    }
    return launches;
  }

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(line); word.find();) {
      if (word.group().startsWith("#")) {
        break;
      }
      words.add(word.group().replaceAll("['\"]", ""));
    }
    return words;
  }
}
