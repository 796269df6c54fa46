package org.mae4j.data.csv;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.csv.CsvSource.CsvSettings;
import org.mae4j.data.csv.CsvSource.PixelOrder;

/**
 * A row of a CSV file: one label and the values of an image.
 *
 * @param number number of the row, from 1 on
 * @param values values as they are written
 */
record CsvRow(Path file, int number, List<String> values) {
  private static final int MAX_VALUE = 255;

  /** Returns the file and the row as the start of a message. */
  String place() {
    return file + ": row " + number + ": ";
  }

  boolean isEmpty() {
    return values.size() == 1 && values.get(0).isBlank();
  }

  /** Returns whether no value but the label is a number. */
  boolean isHeader(CsvSettings settings) {
    int label = labelColumn(settings);
    return values.size() > 1 && IntStream.range(0, values.size())
        .noneMatch(column -> column != label && values.get(column).strip().matches("[-+.\\d].*"));
  }

  private int labelColumn(CsvSettings settings) {
    return settings.labelColumn() < 0 ? values.size() - 1 : settings.labelColumn();
  }

  /** @throws DataException if the label is empty */
  String label(CsvSettings settings) {
    String label = values.get(labelColumn(settings)).strip();
    if (label.isEmpty()) {
      throw new DataException(place() + "column " + (labelColumn(settings) + 1) + ", the label, is empty");
    }
    return label;
  }

  /** @throws DataException if the row is not one label and one value in 0…255 for each value of the image */
  byte[] pixels(ImageShape shape, CsvSettings settings) {
    if (values.size() != shape.size() + 1) {
      throw new DataException(place() + "expected a label and " + shape.size() + " values of an image of " + shape
          + ", found " + values.size() + " values" + (values.size() == shape.size()
              ? "; the label is missing, without labeled test images set data.testFraction and remove the file" : ""));
    }
    int label = labelColumn(settings);
    if (label >= values.size()) {
      throw new DataException(place() + "has no column " + label + " (from 0), which data.source.labelColumn names");
    }
    byte[] pixels = new byte[shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[place(i, shape, settings.order())] = value(i < label ? i : i + 1);
    }
    return pixels;
  }

  /** Returns the index in [C, H, W] of the value at {@code index} of a row. */
  private static int place(int index, ImageShape shape, PixelOrder order) {
    return order == PixelOrder.CHANNEL_FIRST ? index
        : index % shape.channels() * shape.height() * shape.width() + index / shape.channels();
  }

  private byte value(int column) {
    String text = values.get(column).strip();
    int value = 0;
    for (int i = 0; i < text.length() && value <= MAX_VALUE; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      value = digit < 0 ? MAX_VALUE + 1 : value * 10 + digit;
    }
    if (text.isEmpty() || value > MAX_VALUE) {
      throw new DataException(place() + "column " + (column + 1) + " is '" + text
          + "', expected a whole number from 0 to 255");
    }
    return (byte) value;
  }
}
