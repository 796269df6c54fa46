package org.mae4j.base;

/** Text that is fitted into the columns of a terminal. */
public final class WrappedText {
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
      int space = rest.lastIndexOf(' ', rest.offsetByCodePoints(0, width));
      if (space <= indent) {
        space = rest.indexOf(' ', Math.min(rest.length(), indent + 1)); // the word is longer than the line
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
    return length(line) <= width ? line : line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
  }

  /** Returns the number of columns of {@code text}, whose characters have one column each. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
