package org.mae4j.ui.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.dl4j.LoggedRun.GAIN;
import static org.mae4j.ui.dl4j.LoggedRun.HIDDEN;
import static org.mae4j.ui.dl4j.LoggedRun.QUERY;
import static org.mae4j.ui.dl4j.LoggedRun.found;
import static org.mae4j.ui.dl4j.LoggedRun.layers;
import static org.mae4j.ui.dl4j.LoggedRun.step;
import static org.mae4j.ui.dl4j.TrainingServer.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.testing.Logs;

/** Tests that the pages of a run agree with its files. */
class ShownValuesTest {
  @TempDir
  private Path temporary;
  private LoggedRun run;

  @BeforeEach
  void begin() throws IOException {
    run = new LoggedRun(temporary);
  }

  @AfterEach
  void end() {
    run.close();
  }

  @Test
  void theOverviewShowsTheValuesOfTheLogs() throws IOException {
    run.writeThree();
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    JsonNode overview = run.pages().json("/train/overview/data");
    assertEquals(List.of(4.0, 8.0, 12.0), numbers(overview.get("scoresIter")));
    assertEquals(List.of(1.0 / 4, 1.0 / 8, 1.0 / 12), numbers(overview.get("scores")));
    assertEquals(0, overview.get("stdevActivations").size(), "activations are not measured");
    List<Distribution> parameters = List.of(found(layers(12), QUERY, Quantity.PARAMETER),
        found(layers(12), HIDDEN, Quantity.PARAMETER));
    List<Distribution> updates =
        List.of(found(layers(12), QUERY, Quantity.UPDATE), found(layers(12), HIDDEN, Quantity.UPDATE));
    JsonNode ratios = overview.get("updateRatios");
    assertEquals(1, ratios.size()); // the gain of a norm within a block does not count as a weight
    assertEquals((double) Distribution.together(updates).magnitude() / Distribution.together(parameters).magnitude(),
        ratios.get("encoder.blocks.001_W").get(2).asDouble(), 1e-12);
    assertEquals(Distribution.together(updates).deviation(),
        overview.get("stdevUpdates").get("encoder.blocks.001_W").get(2).asDouble());
    assertEquals("12", overview.get("perf").get(3).get(1).asText());
    assertEquals("320.00", overview.get("perf").get(5).get(1).asText());
  }

  @Test
  void aLayerShowsTheValuesOfTheLogs() throws IOException {
    run.writeThree();
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    JsonNode layer = run.pages().json("/train/model/data/3");
    JsonNode magnitudes = layer.get("meanMag");
    double first = found(layers(4), GAIN, Quantity.PARAMETER).magnitude();
    double last = found(layers(12), GAIN, Quantity.PARAMETER).magnitude();
    assertEquals(List.of(first, first, last), numbers(magnitudes.get("paramMM").get("norm1_weight")));
    assertEquals(found(layers(12), GAIN, Quantity.UPDATE).magnitude(),
        magnitudes.get("updateMM").get("norm1_weight").get(2).asDouble());
    assertEquals(4, magnitudes.get("ratios").size());
    assertEquals(List.of(4e-3f, 8e-3f, 12e-3f), numbers(layer.get("learningRates").get("lrs").get("rate")).stream()
        .map(Double::floatValue).toList());
    JsonNode histogram = layer.get("paramHist").get("attention_query_weight");
    assertEquals(found(layers(12), QUERY, Quantity.PARAMETER).histogram().stream().map(Double::valueOf).toList(),
        numbers(histogram.get("counts")));
    assertEquals(found(layers(12), QUERY, Quantity.PARAMETER).min(), histogram.get("min").asDouble());
    assertEquals(4, layer.get("updateHist").get("paramNames").size());
    assertEquals(80,
        numbers(layer.get("updateHist").get("W").get("counts")).stream().mapToDouble(count -> count).sum());
    assertEquals(0, run.pages().json("/train/model/data/2").get("meanMag").get("paramMM").size());
  }

  /** Bins of different widths: with the counts of a bin at its center, some bins would be empty and others double. */
  @Test
  void jointHistogramsSpreadTheCountsOfABin() throws IOException {
    float[] narrow = new float[2000];
    float[] wide = new float[2000];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = i / 2000f;
      wide[i] = 1.3f * i / 2000f;
    }
    try (MetricsLog metrics = Logs.metrics(run.directory().metrics());
        LayerLog layers = LayerLog.open(run.directory().layers(), row -> true)) {
      layers.append(List.of(
          new LayerLog.LayerRow("pretrain", 4, QUERY, Quantity.PARAMETER, Distribution.of(narrow)),
          new LayerLog.LayerRow("pretrain", 4, HIDDEN, Quantity.PARAMETER, Distribution.of(wide))));
      step(metrics, 4);
    }
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    List<Double> counts =
        numbers(run.pages().json("/train/model/data/3").get("paramHist").get("W").get("counts"));
    assertEquals(4000, counts.stream().mapToDouble(count -> count).sum());
    List<Double> both = counts.subList(0, counts.size() * 3 / 4);
    assertTrue(both.stream().allMatch(count -> Math.abs(count - both.get(0)) <= 5), counts.toString());
  }

  @Test
  void memoryShowsTheValuesOfTheLogs() throws IOException {
    run.writeThree();
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    SystemLog.SystemSample row = SystemLog.read(run.directory().system()).get(0);
    JsonNode memory = run.pages().json("/train/system/data").get("memory").get("0");
    assertEquals(3, memory.get("times").size());
    long heap = Math.round(row.heapMb() * 1e6);
    // Pages of the heap that were never touched are not resident.
    long others = Math.max(0, Math.round(row.residentMb() * 1e6) - heap);
    assertEquals(List.of((double) heap, (double) others), numbers(memory.get("currentBytes")));
  }
}
