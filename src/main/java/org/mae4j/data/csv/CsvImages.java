package org.mae4j.data.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.input.BOMInputStream;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Writable;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.csv.CsvSource.CsvSettings;

/**
 * The images of a CSV file, which DataVec's record reader reads.
 *
 * @param labels label of each image as it is written
 * @param rows number of the row of each image in the file, from 1 on
 * @param pixels values of all images, [C, H, W]
 */
record CsvImages(Path file, ImageShape shape, List<String> labels, List<Integer> rows, byte[] pixels) {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** @throws DataException naming the row if it has another number of values or one that is not in 0…255 */
  static CsvImages read(Path file, ImageShape shape, CsvSettings settings) {
    List<String> labels = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (InputStream in = text(file); CSVRecordReader records = new CSVRecordReader()) {
      records.initialize(new InputStreamInputSplit(in));
      for (int number = 1; records.hasNext(); number++) {
        CsvRow row = new CsvRow(file, number, records.next().stream().map(Writable::toString).toList());
        if (!row.isEmpty() && !(number == 1 && row.isHeader(settings))) {
          if ((long) pixels.size() + shape.size() > MAX_BYTES) {
            throw new DataException(row.place() + "more than 2 GiB of pixels do not fit in memory");
          }
          pixels.writeBytes(row.pixels(shape, settings));
          labels.add(row.label(settings));
          rows.add(number);
        }
      }
    } catch (IOException e) {
      throw unreadable(file, IoMessage.of(e), e);
    } catch (IllegalStateException e) { // of the lines of a file that cannot be read on
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(file, "interrupted", e);
    }
    return new CsvImages(file, shape, labels, rows, pixels.toByteArray());
  }

  /** Returns the text without the byte order mark of a spreadsheet, which would belong to the first label. */
  private static InputStream text(Path file) throws IOException {
    return BOMInputStream.builder().setInputStream(Files.newInputStream(file)).get();
  }

  private static DataException unreadable(Path file, String reason, Exception cause) {
    return new DataException(file + ": cannot be read (" + reason + ")", cause);
  }

  /** Returns the distinct labels, in numeric order if all are whole numbers. */
  List<String> classNames() {
    boolean numbers = labels.stream().allMatch(label -> label.matches("-?\\d{1,9}"));
    Comparator<String> order = numbers ? Comparator.comparingInt(Integer::parseInt) : Comparator.naturalOrder();
    List<String> names = labels.stream().distinct().sorted(order).toList();
    if (names.size() < 2 || names.size() > ImageSet.MAX_CLASSES) {
      throw new DataException(file + ": expected 2 to " + ImageSet.MAX_CLASSES + " distinct labels, found "
          + names.size());
    }
    return names;
  }

  /** @throws DataException naming the row of a label that is not one of {@code classNames} */
  ImageSet set(List<String> classNames) {
    Map<String, Integer> indices = new HashMap<>();
    classNames.forEach(name -> indices.put(name, indices.size()));
    int[] classes = new int[labels.size()];
    for (int i = 0; i < classes.length; i++) {
      if (!indices.containsKey(labels.get(i))) {
        throw new DataException(file + ": row " + rows.get(i) + ": label '" + labels.get(i)
            + "' does not occur in the training images");
      }
      classes[i] = indices.get(labels.get(i));
    }
    return new ImageSet(shape, classNames, pixels, classes);
  }
}
