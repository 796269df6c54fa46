package org.mae4j.sweep.display;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.io.output.ByteArrayOutputStream;

/** A terminal that interprets the escape sequences that the tests need. */
final class Screen extends OutputStream {
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\d*)([ABCDKJP@])");

  private final int width;
  private final List<char[]> rows = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Screen(int width) {
    this.width = width;
  }

  @Override
  public synchronized void write(int b) {
    bytes.write(b);
  }

  /** Returns the lines without trailing blanks and trailing empty lines. */
  synchronized List<String> lines() {
    rows.clear();
    String text = bytes.toString(StandardCharsets.UTF_8);
    int row = 0;
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        column = 0;
      } else if (c == '\n') {
        row++;
      } else if (c == '\b') {
        column--;
      } else if (c == '\u001b') {
        Matcher matcher = SEQUENCE.matcher(text).region(i, text.length());
        if (!matcher.lookingAt()) {
          throw new IllegalStateException("unknown: " + text.substring(i).replace('\u001b', '^'));
        }
        int count = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
        switch (matcher.group(2)) {
          case "A" -> row -= count;
          case "B" -> row += count;
          case "C" -> column += count;
          case "D" -> column -= count;
          case "K" -> Arrays.fill(row(row), Math.min(column, width), width, ' ');
          case "J" -> clearBelow(row, column);
          case "P" -> shift(row(row), column, -count);
          default -> shift(row(row), column, count);
        }
        i = matcher.end() - 1;
      } else {
        row += column == width ? 1 : 0;
        column = column == width ? 0 : column;
        row(row)[column++] = c;
      }
    }
    String all = rows.stream().map(line -> new String(line).stripTrailing()).collect(Collectors.joining("\n"));
    return all.stripTrailing().lines().toList();
  }

  private void clearBelow(int row, int column) {
    Arrays.fill(row(row), Math.min(column, width), width, ' ');
    for (int below = row + 1; below < rows.size(); below++) {
      Arrays.fill(rows.get(below), ' ');
    }
  }

  private void shift(char[] cells, int column, int by) {
    char[] before = cells.clone();
    for (int i = column; i < width; i++) {
      boolean blank = by > 0 ? i < column + by : i - by >= width;
      cells[i] = blank ? ' ' : before[i - by];
    }
  }

  private char[] row(int index) {
    while (rows.size() <= index) {
      char[] blank = new char[width];
      Arrays.fill(blank, ' ');
      rows.add(blank);
    }
    return rows.get(index);
  }
}
