package org.mae4j.base.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that is fitted into the columns of a terminal. Codes of colors and of styles take no columns. */
public final class WrappedText {
  private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

  private WrappedText() {}

  /**
   * Returns {@code line} as one or more lines, without a line break at the end. Words are never broken, so a line is
   * longer than {@code width} if a word is.
   *
   * @param width columns that a line may have
   * @param indent columns before the second line and those after it
   */
  public static String of(String line, int width, int indent) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (length(rest) > width) {
      int space = rest.lastIndexOf(' ', index(rest, width));
      if (space < 0 || length(rest.substring(0, space)) <= indent) {
        space = rest.indexOf(' ', index(rest, indent + 1)); // the word is longer than the line
      }
      if (space < 0) {
        break;
      }
      text.append(rest.substring(0, space).stripTrailing()).append('\n');
      rest = " ".repeat(indent) + rest.substring(space).strip();
    }
    return text.append(rest).toString();
  }

  /** Returns {@code line}, with an ellipsis at the end if it is cut because it has more than {@code width} columns. */
  public static String cut(String line, int width) {
    return length(line) <= width ? line : line.substring(0, index(line, width - 1)) + "…";
  }

  /** Returns {@code line}, with an ellipsis at the beginning if it is cut because it has more than {@code width} columns. */
  public static String cutBeginning(String line, int width) {
    return length(line) <= width ? line : "…" + line.substring(index(line, length(line) - width + 1));
  }

  /** Returns the number of columns of {@code text}, whose characters have one column each. */
  public static int length(String text) {
    String plain = plain(text);
    return plain.codePointCount(0, plain.length());
  }

  /** Returns {@code text} without codes of colors and of styles. */
  public static String plain(String text) {
    return STYLE.matcher(text).replaceAll("");
  }

  /** Returns the index of the character in {@code column}, from 0; the length of the text if it has fewer columns. */
  private static int index(String text, int column) {
    Matcher style = STYLE.matcher(text);
    int index = 0;
    for (int left = column;; left--) {
      while (style.region(index, text.length()).lookingAt()) {
        index = style.end();
      }
      if (left == 0 || index == text.length()) {
        return index;
      }
      index = text.offsetByCodePoints(index, 1);
    }
  }
}
