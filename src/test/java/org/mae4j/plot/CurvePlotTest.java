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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.plot.axis.Axis.AxisTick;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.plot.curve.CurvePlot;
import org.mae4j.plot.curve.CurvePlot.Curve;
import org.mae4j.plot.curve.CurveRows;
import org.mae4j.plot.curve.CurveRows.CostPositions;
import org.mae4j.plot.curve.TrainedStage;
import org.mae4j.plot.curve.TrainedStage.Task;
import org.mae4j.plot.curve.TrainingCurves;
import org.mae4j.record.log.MetricsLog.MetricRow;

class CurvePlotTest {
  private static final int BLUE = 0x0072B2;
  private static final int VERMILION = 0xD55E00;

  @TempDir
  Path directory;

  private static CurvePlot plot(boolean logarithmic) {
    return new CurvePlot("loss", "MSE", logarithmic,
        List.of(new Curve("train", "training", 0), new Curve("val", "validation", 1)));
  }

  private static List<MetricRow> rows(String name, double... values) {
    List<MetricRow> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(new MetricRow(i, i, name, values[i]));
    }
    return rows;
  }

  private static BufferedImage image(LineChart chart) {
    return new LineChartDrawing(chart).image();
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
    assertTrue(plot(false).chart(rows).write(file));
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(960, image.getWidth());
    assertEquals(540, image.getHeight());
    assertTrue(pixels(image, BLUE) > 800, "training");
    assertTrue(pixels(image, VERMILION) > 400, "validation, half as long");
  }

  @Test
  void aCurveWithoutRowsIsLeftOut() {
    BufferedImage image = image(plot(false).chart(rows("val", 1, 1)));
    assertEquals(0, pixels(image, BLUE));
    assertTrue(pixels(image, VERMILION) > 800);
  }

  @Test
  void aSinglePointIsVisible() {
    BufferedImage image = image(plot(false).chart(rows("train", 0.5)));
    assertTrue(pixels(image, BLUE) > 30);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valuesThatCannotBeDrawnAreLeftOut(boolean logarithmic) {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    assertTrue(plot(logarithmic).chart(rows("train", nan, infinite)).isEmpty());
    assertTrue(pixels(image(plot(logarithmic).chart(rows("train", nan, 1, 1, infinite))), BLUE) > 400);
  }

  /** The values before and after the gap are drawn, and nothing between them. */
  @Test
  void aLineIsBrokenWhereThereIsNoValue() {
    LineChart whole = plot(false).chart(rows("train", 1, 1, 1, 1, 1));
    LineChart broken = plot(false).chart(rows("train", 1, 1, Double.NaN, 1, 1));
    assertEquals(List.of(List.of(0.0, 1.0), List.of(3.0, 4.0)), broken.segments(broken.lines().get(0)).stream()
        .map(segment -> segment.stream().map(LineChart.Point::x).toList()).toList());
    double share = (double) pixels(image(broken), BLUE) / pixels(image(whole), BLUE);
    assertEquals(0.5, share, 0.05);
  }

  @Test
  void epochsAreWholeAndALogarithmicScaleIsMarked() {
    LineChart chart = plot(true).chart(rows("train", 0.3, 0.04));
    assertEquals(List.of("0", "1"), chart.horizontal().ticks().stream().map(AxisTick::label).toList());
    assertEquals("MSE (log scale)", chart.vertical().label());
    assertEquals(List.of("0.05", "0.1", "0.2"), chart.vertical().ticks().stream().map(AxisTick::label).toList());
  }

  /** Editors of vector graphics need the text as text. */
  @Test
  void anSvgFileLiesBesideThePngFile() throws IOException {
    assertTrue(plot(true).chart(rows("train", 0.5, 0.25)).write(directory.resolve("loss.png")));
    Document svg = Jsoup.parse(Files.readString(directory.resolve("loss.svg")), Parser.xmlParser());
    assertEquals("960", svg.select("svg").attr("width"));
    assertEquals("#0072b2", svg.select("polyline").first().attr("stroke"));
    assertTrue(
        svg.select("text").eachText().containsAll(List.of("loss", "epoch", "MSE (log scale)", "training", "0.5")),
        svg.select("text").eachText().toString());
  }

  @Test
  void aStageHasOneColorInAllCharts() {
    List<TrainedStage> stages = List.of(new TrainedStage("pretrain", "pre-training", Task.RECONSTRUCTION),
        new TrainedStage("finetune", "fine-tuning", Task.CLASSIFICATION),
        new TrainedStage("scratch", "training from scratch", Task.CLASSIFICATION),
        new TrainedStage("segment", "segmentation", Task.OTHER));
    Map<String, Set<Integer>> colors = TrainingCurves.byFile(stages).values().stream()
        .flatMap(plot -> plot.curves().stream()).collect(Collectors.groupingBy(Curve::label,
            Collectors.mapping(Curve::color, Collectors.toSet())));
    assertEquals(Map.of("training", Set.of(0), "pre-training", Set.of(0), "validation", Set.of(1),
        "fine-tuning", Set.of(3), "training from scratch", Set.of(4), "segmentation", Set.of(5)), colors);
  }

  /** Rows whose cost is not known are left out. */
  @Test
  void curvesAreDrawnOverWhatTheyCost() {
    CurveRows rows = new CurveRows(rows("train", 0.5, 0.25), (axis, row) -> row.value() < 0.5
        ? OptionalDouble.of(axis == CurveAxis.TFLOPS ? 7 : 9) : OptionalDouble.empty());
    LineChart chart = plot(false).chart(CurveAxis.TFLOPS, rows);
    assertEquals("operations of the stage in TFLOP", chart.horizontalLabel());
    assertEquals(List.of(new LineChart.Point(7, 0.25)), chart.drawn().get(0).points());
    assertEquals(2, plot(false).chart(CurveAxis.STEPS, rows).drawn().get(0).points().size());
    assertTrue(plot(false).chart(CurveAxis.IMAGES, new CurveRows(rows.rows(), CostPositions.UNKNOWN)).isEmpty());
  }

  /** A run has its color even if another run has no such curve. */
  @Test
  void aRunHasOneColorInAllChartsOfAComparison() {
    Map<String, CurveRows> runs = new LinkedHashMap<>();
    runs.put("first", new CurveRows(rows("val", 1, 2), CostPositions.UNKNOWN));
    runs.put("second", new CurveRows(rows("train", 1, 2), CostPositions.UNKNOWN));
    LineChart chart = plot(false).compared(CurveAxis.EPOCHS, new Curve("train", "training", 0), runs);
    assertEquals(List.of("second 1"), chart.drawn().stream().map(line -> line.label() + " " + line.color()).toList());
  }

  @Test
  void aLogarithmicAxisLeavesOutValuesThatAreNotPositive() {
    assertTrue(plot(true).chart(rows("train", 0, -1)).isEmpty());
    assertFalse(plot(false).chart(rows("train", 0, -1)).isEmpty());
  }

  /** Learning rates differ little. */
  @Test
  void theNumberOfTicksDoesNotDependOnTheValues() {
    double[] rates = IntStream.range(0, 1000).mapToDouble(step -> 1e-3 * Math.sin(step / 1000.0 * Math.PI)).toArray();
    BufferedImage image = image(plot(false).chart(rows("train", rates)));
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
    assertFalse(plot(false).chart(rows("other", 1, 2)).write(file));
    assertFalse(Files.exists(file));
  }
}
