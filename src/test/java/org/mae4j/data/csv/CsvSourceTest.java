package org.mae4j.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.csv.CsvSource.CsvSettings;
import org.mae4j.data.csv.CsvSource.PixelOrder;

class CsvSourceTest {
  private static final ImageShape GRAY = new ImageShape(1, 3, 1);
  private static final ImageShape COLOR = new ImageShape(1, 2, 3);
  private static final CsvSettings DEFAULTS = new CsvSource().defaults();

  @TempDir
  Path home;

  private Path dir;

  /** The name of the directory has what URLs do not allow. */
  @BeforeEach
  void writeFiles() throws IOException {
    dir = Files.createDirectories(home.resolve("my data #1 100% für"));
    train("label,pixel0,pixel1,pixel2\n10,0,128,255\n9,1,2,3\n10,4,5,6\n");
    Files.writeString(dir.resolve("test.csv"), "label,pixel0,pixel1,pixel2\n9,7,8,9\n");
  }

  @Test
  void readsTheLayoutOfKaggle() {
    SourceSplits splits = read(GRAY, DEFAULTS);
    assertEquals(List.of("9", "10"), splits.train().classNames());
    assertEquals(List.of(1, 0, 1), labels(splits.train()));
    assertEquals(List.of(0, 128, 255), values(splits.train(), 0));
    assertEquals(List.of(4, 5, 6), values(splits.train(), 2));
    assertEquals(List.of(0), labels(splits.test().orElseThrow()));
    assertEquals(List.of(7, 8, 9), values(splits.test().orElseThrow(), 0));
  }

  @Test
  void aRowOfNamesIsOptional() throws IOException {
    train("10,0,128,255\r\n9, 1 ,2,3\r\n\"10\",4,5,6");
    SourceSplits splits = read(GRAY, DEFAULTS);
    assertEquals(List.of(1, 0, 1), labels(splits.train()));
    assertEquals(List.of(1, 2, 3), values(splits.train(), 1));
  }

  /** Spreadsheets begin a file with this mark, which says that it is UTF-8. */
  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLabel() throws IOException {
    train("\uFEFF10,0,128,255\n9,1,2,3\n10,4,5,6\n");
    assertEquals(List.of("9", "10"), read(GRAY, DEFAULTS).train().classNames());
    train("\uFEFF\"10\",0,128,255\n9,1,2,3\n");
    assertEquals(List.of("9", "10"), read(GRAY, DEFAULTS).train().classNames());
  }

  @Test
  void labelsMayBeTextInAnyColumn() throws IOException {
    train("dog,1,2,3\n\"cat, small\",4,5,6\ndog,7,8,9\n\n");
    Files.writeString(dir.resolve("test.csv"), "dog,1,2,3\n");
    assertEquals(List.of("cat, small", "dog"), read(GRAY, DEFAULTS).train().classNames());
    assertEquals(List.of(1, 0, 1), labels(read(GRAY, DEFAULTS).train()));

    train("1,2,3,dog\n4,5,6,cat\n");
    Files.writeString(dir.resolve("test.csv"), "1,2,3,cat\n");
    SourceSplits last = read(GRAY, new CsvSettings(-1, PixelOrder.CHANNEL_FIRST));
    assertEquals(List.of(1, 0), labels(last.train()));
    assertEquals(List.of(4, 5, 6), values(last.train(), 1));

    train("1,dog,2,3\n4,cat,5,6\n");
    Files.writeString(dir.resolve("test.csv"), "1,cat,2,3\n");
    SourceSplits second = read(GRAY, new CsvSettings(1, PixelOrder.CHANNEL_FIRST));
    assertEquals(List.of(4, 5, 6), values(second.train(), 1));
  }

  @Test
  void colorsMayBeByPlaneOrByPixel() throws IOException {
    train("0,1,2,3,4,5,6\n1,7,8,9,10,11,12\n");
    Files.delete(dir.resolve("test.csv"));
    SourceSplits planes = read(COLOR, DEFAULTS);
    assertEquals(List.of(1, 2, 3, 4, 5, 6), values(planes.train(), 0));
    assertTrue(planes.test().isEmpty(), "data.testFraction splits test images off");
    assertEquals(List.of(1, 4, 2, 5, 3, 6),
        values(read(COLOR, new CsvSettings(0, PixelOrder.CHANNEL_LAST)).train(), 0));
  }

  @Test
  void wrongRowsAreNamed() throws IOException {
    Path file = train("label,a,b,c\n1,0,256,0\n");
    assertRefused(file + ": row 2: column 3 is '256', expected a whole number from 0 to 255");
    train("1,0,1,0\n2,0,-1,0\n");
    assertRefused(file + ": row 2: column 3 is '-1', expected a whole number from 0 to 255");
    train("1,0,1,0\n2,0,0.5,0\n");
    assertRefused(file + ": row 2: column 3 is '0.5', expected a whole number from 0 to 255");
    train("1,0,1,0\n\n2,0,,0\n");
    assertRefused(file + ": row 3: column 3 is '', expected a whole number from 0 to 255");
    train("1,0,1,0\n2,0,1\n");
    assertRefused(file + ": row 2: expected a label and 3 values of an image of 1×1×3, found 3 values; the label is "
        + "missing, without labeled test images set data.testFraction and remove the file");
    train("1,0,1,0\n2,0,1,2,3\n");
    assertRefused(file + ": row 2: expected a label and 3 values of an image of 1×1×3, found 5 values");
    train("1,x,1,0\n2,0,1,2\n");
    assertRefused(file + ": row 1: column 2 is 'x', expected a whole number from 0 to 255");
    train("1,0,1,0\n ,0,1,2\n");
    assertRefused(file + ": row 2: column 1, the label, is empty");
    train("1,0,1,0\n");
    assertRefused(file + ": expected 2 to 65536 distinct labels, found 1");
    train("");
    assertRefused(file + ": expected 2 to 65536 distinct labels, found 0");
    Files.delete(file);
    assertRefused(file + ": cannot be read (" + file + ": no such file or directory)");
  }

  @Test
  void labelsOfTestImagesMustOccurInTraining() throws IOException {
    Path test = Files.writeString(dir.resolve("test.csv"), "label,a,b,c\n9,1,2,3\n11,1,2,3\n");
    assertRefused(test + ": row 3: label '11' does not occur in the training images");
  }

  @Test
  void theColumnOfTheLabelMustExist() throws IOException {
    Path file = train("1,0,1,0\n2,0,1,2\n");
    assertEquals(file + ": row 1: has no column 4 (from 0), which data.source.labelColumn names",
        message(new CsvSettings(4, PixelOrder.CHANNEL_FIRST)));
  }

  private Path train(String rows) throws IOException {
    return Files.writeString(dir.resolve("train.csv"), rows);
  }

  private void assertRefused(String message) {
    assertEquals(message, message(DEFAULTS));
  }

  private String message(CsvSettings settings) {
    return assertThrows(DataException.class, () -> read(GRAY, settings)).getMessage();
  }

  private SourceSplits read(ImageShape shape, CsvSettings settings) {
    return new CsvSource().read(
        DataConfigs.of(new Choice("csv", settings), dir.toString(), shape, ImageFit.EXACT, false), Decoding.QUIET);
  }

  private static List<Integer> labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).boxed().toList();
  }

  private static List<Integer> values(ImageSet images, int index) {
    float[] values = new float[images.shape().size()];
    images.copyTo(index, values, 0);
    return IntStream.range(0, values.length).mapToObj(i -> Math.round((values[i] + 1) * 127.5f))
        .collect(Collectors.toList());
  }
}
