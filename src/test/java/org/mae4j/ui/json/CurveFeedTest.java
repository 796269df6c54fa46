package org.mae4j.ui.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.ui.RunFixture;
import org.mae4j.ui.json.CurveFeed.CurvePoint;

class CurveFeedTest {
  private static final Map<String, String> SETTINGS =
      Map.of("pretrain.batch.size", "16", "finetune.batch.size", "8");
  private static final String LOSS = "pretrain.train.loss";

  @TempDir
  private Path directory;
  private RunFixture files;
  private CurveFeed curves;

  @BeforeEach
  void begin() {
    files = RunFixture.in(directory);
    curves = new CurveFeed(new RunDirectory(directory));
  }

  @Test
  void stepsAreConvertedToImages() throws IOException {
    files.append("metrics.csv", "10,0.5," + LOSS + ",1.25\n10,0.5,finetune.train.loss,2\n");
    files.append("metrics.csv", "10,0.5,scratch.train.loss,3\n");
    assertEquals(List.of(new CurvePoint(LOSS, 160, 1.25), new CurvePoint("finetune.train.loss", 80, 2),
        new CurvePoint("scratch.train.loss", 80, 3)), curves.since("", SETTINGS).points());
    assertEquals(640, curves.images("pretrain", 2));
    assertEquals(0, curves.images("unknown", 2));
  }

  @Test
  void aTokenReturnsOnlyNewPoints() throws IOException {
    files.append("metrics.csv", row(1, 0.5) + "2,0.2," + LOSS + ",0.2");
    CurveFeed.NewPoints first = curves.since("", SETTINGS);
    assertEquals(List.of(new CurvePoint(LOSS, 16, 0.5)), first.points(), "an incomplete line is not a point");
    assertEquals(List.of(), curves.since(first.token(), SETTINGS).points());
    files.append("metrics.csv", "5\n" + row(3, 0.125));
    files.append("system.csv", "5.0,pretrain,3,48,100.0,900.0,300.0,0.25\n");
    CurveFeed.NewPoints second = curves.since(first.token(), SETTINGS);
    assertFalse(second.reset());
    assertEquals(List.of(new CurvePoint(LOSS, 32, 0.25), new CurvePoint(LOSS, 48, 0.125),
        new CurvePoint("pretrain.system.seconds", 48, 5), new CurvePoint("pretrain.system.imagesPerSecond", 48, 100),
        new CurvePoint("pretrain.system.residentMb", 48, 900),
        new CurvePoint("pretrain.system.heapMb", 48, 300), new CurvePoint("pretrain.system.waiting", 48, 0.25)),
        second.points());
    assertEquals(8, curves.since("", SETTINGS).points().size(), "a client without a token gets all points");
  }

  /** Rows of older versions have no CPU time. */
  @Test
  void cpuTimeIsACurve() throws IOException {
    files.append("metrics.csv", row(3, 0.5));
    files.write("system.csv", RunFixture.SYSTEM.replace("\n", ",cpuSeconds\n")
        + "5.0,pretrain,3,48,100.0,900.0,300.0,0.25,NaN\n9.0,pretrain,6,96,100.0,900.0,300.0,0.25,17.5\n");
    assertEquals(List.of(new CurvePoint("pretrain.system.cpuSeconds", 96, 17.5)),
        curves.since("", SETTINGS).points().stream().filter(point -> point.series().endsWith("cpuSeconds")).toList());
  }

  @Test
  void nonFiniteValuesAreLeftOut() throws IOException {
    files.append("metrics.csv", "1,0.1,pretrain.a,NaN\n2,0.2,pretrain.a,Infinity\n"
        + "3,0.3,pretrain.a,-Infinity\n4,0.4,pretrain.a,1\n");
    assertEquals(List.of(new CurvePoint("pretrain.a", 64, 1)), curves.since("", SETTINGS).points());
  }

  @Test
  void aResumedRunHasNoGapsAndNoRepetitions() throws IOException {
    files.append("metrics.csv", row(1, 0.5) + row(2, 0.25) + row(3, 0.125));
    files.append("system.csv", machine(1, 16) + machine(2, 32) + machine(3, 48));
    CurveFeed.NewPoints before = curves.since("", SETTINGS);
    files.replace("metrics.csv", RunFixture.METRICS + row(1, 0.5) + row(2, 0.25));
    files.replace("system.csv", RunFixture.SYSTEM + machine(1, 16) + machine(2, 32) + machine(3, 48));
    files.append("metrics.csv", row(3, 0.75));
    files.append("system.csv", machine(4, 40));
    CurveFeed.NewPoints after = curves.since(before.token(), SETTINGS);
    assertTrue(after.reset());
    assertEquals(List.of(16L, 32L, 48L), images(after, LOSS));
    assertEquals(0.75, after.points().stream().filter(point -> point.series().equals(LOSS)).skip(2).findFirst()
        .orElseThrow().value());
    assertEquals(List.of(16L, 32L, 40L), images(after, "pretrain.system.heapMb"));
    assertEquals(after.points().size(), curves.since("", SETTINGS).points().size());
  }

  @Test
  void anInvalidTokenReturnsAllPoints() throws IOException {
    files.append("metrics.csv", row(1, 0.5));
    CurveFeed.NewPoints known = curves.since("", SETTINGS);
    assertFalse(known.reset());
    String token = known.token();
    String edition = token.substring(0, token.indexOf('.'));
    for (String other : List.of("x", "x.1", edition, edition + ".2", edition + ".-1", edition + ".99999999999")) {
      CurveFeed.NewPoints told = curves.since(other, SETTINGS);
      assertTrue(told.reset(), other);
      assertEquals(1, told.points().size(), other);
    }
  }

  @Test
  void noPointsAreLostAfterAMalformedFile() throws IOException {
    files.append("metrics.csv", row(1, 0.5));
    curves.since("", SETTINGS);
    files.append("metrics.csv", row(2, 0.25) + "nonsense\n");
    String message = assertThrows(IOException.class, () -> curves.since("", SETTINGS)).getMessage();
    assertTrue(message.contains("metrics.csv:4"), message);
    files.replace("metrics.csv", RunFixture.METRICS + row(1, 0.5) + row(2, 0.25));
    assertEquals(List.of(16L, 32L), images(curves.since("", SETTINGS), LOSS));
  }

  @Test
  void aMissingBatchSizeIsReported() {
    files.append("metrics.csv", row(1, 0.5));
    String message = assertThrows(UserException.class, () -> curves.since("", Map.of())).getMessage();
    assertEquals("the settings of the run: pretrain.batch.size must be a number, is missing", message);
  }

  private static String row(int step, double loss) {
    return step + "," + step / 20.0 + "," + LOSS + "," + loss + "\n";
  }

  private static String machine(int seconds, long images) {
    return seconds + ".0,pretrain," + images / 16 + "," + images + ",100.0,900.0,300.0,0.0\n";
  }

  private static List<Long> images(CurveFeed.NewPoints news, String series) {
    return news.points().stream().filter(point -> point.series().equals(series)).map(CurvePoint::images).toList();
  }
}
