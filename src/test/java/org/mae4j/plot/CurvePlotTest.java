package org.mae4j.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.plot.CurvePlot.Curve;
import org.mae4j.plot.CurvePlot.HorizontalAxis;
import org.mae4j.record.log.MetricsLog.MetricRow;

class CurvePlotTest {
  private static final int BLUE = 0x0072B2;
  private static final int VERMILION = 0xD55E00;

  @TempDir
  Path directory;

  private static CurvePlot plot(boolean logarithmic) {
    return new CurvePlot("loss", HorizontalAxis.EPOCH, "MSE", logarithmic,
        List.of(new Curve("train", "training"), new Curve("val", "validation")));
  }

  private static List<MetricRow> rows(String name, double... values) {
    List<MetricRow> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(new MetricRow(i, i, name, values[i]));
    }
    return rows;
  }

  private static long pixels(BufferedImage image, int rgb) {
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(all).filter(pixel -> (pixel & 0xFFFFFF) == rgb).count();
  }

  @Test
  void everyCurveWithRowsIsDrawnInItsColor() throws IOException {
    List<MetricRow> rows = new ArrayList<>(rows("train", 0.5, 0.5, 0.5));
    rows.addAll(rows("val", 0.75, 0.75));
    Path file = directory.resolve("loss.png");
    assertTrue(plot(false).write(rows, file));
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(960, image.getWidth());
    assertEquals(540, image.getHeight());
    assertTrue(pixels(image, BLUE) > 800, "training");
    assertTrue(pixels(image, VERMILION) > 400, "validation, half as long");
  }

  @Test
  void aCurveWithoutRowsIsLeftOut() {
    BufferedImage image = plot(false).chart(rows("val", 1, 1)).draw().orElseThrow();
    assertEquals(0, pixels(image, BLUE));
    assertTrue(pixels(image, VERMILION) > 800);
  }

  @Test
  void aSinglePointIsVisible() {
    BufferedImage image = plot(false).chart(rows("train", 0.5)).draw().orElseThrow();
    assertTrue(pixels(image, BLUE) > 30);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valuesThatCannotBeDrawnAreLeftOut(boolean logarithmic) {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    assertTrue(plot(logarithmic).chart(rows("train", nan, infinite)).draw().isEmpty());
    assertTrue(pixels(plot(logarithmic).chart(rows("train", 1, nan, 1, infinite)).draw().orElseThrow(), BLUE) > 800);
  }

  @Test
  void aLogarithmicAxisLeavesOutValuesThatAreNotPositive() {
    assertTrue(plot(true).chart(rows("train", 0, -1)).draw().isEmpty());
    assertTrue(plot(false).chart(rows("train", 0, -1)).draw().isPresent());
  }

  /** Learning rates differ so little that XChart would label each of them. */
  @Test
  void theNumberOfTicksDoesNotDependOnTheValues() {
    double[] rates = IntStream.range(0, 1000).mapToDouble(step -> 1e-3 * Math.sin(step / 1000.0 * Math.PI)).toArray();
    BufferedImage image = plot(false).chart(rows("train", rates)).draw().orElseThrow();
    long lines = IntStream.range(1, image.getHeight())
        .filter(y -> isGridLine(image, y) && !isGridLine(image, y - 1)).count();
    assertTrue(lines >= 4 && lines <= 12, lines + " grid lines");
  }

  private static boolean isGridLine(BufferedImage image, int y) {
    int[] row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
    return Arrays.stream(row).map(pixel -> pixel & 0xFF).filter(blue -> blue > 0xD0 && blue < 0xFF).count() > 300;
  }

  @Test
  void noFileIsWrittenWithoutRows() throws IOException {
    Path file = directory.resolve("loss.png");
    assertFalse(plot(false).write(rows("other", 1, 2), file));
    assertFalse(Files.exists(file));
  }

  @Test
  void labelsHaveFourSignificantDigits() {
    assertEquals(List.of("0", "0.0005", "12350", "0.1235", "9.607E-6", "-2E-7"),
        Stream.of(0.0, 5e-4, 12345.6, 0.123456, 9.6071e-6, -2e-7).map(LineChart::label).toList());
  }
}
