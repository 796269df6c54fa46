package org.mae4j.ui.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.dl4j.TrainingServer.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.MetricsLog.MetricRow;
import org.mae4j.record.log.SystemLog;
import org.mae4j.testing.Logs;

/** Tests that the pages of a run agree with its files. */
class RunSessionsTest {
  private static final String QUERY = "encoder.blocks.1.attention.query.weight";
  private static final String HIDDEN = "encoder.blocks.1.mlp.hidden.weight";
  private static final String GAIN = "encoder.blocks.1.norm1.weight";
  private static final int BATCH = 16;

  @TempDir
  Path temporary;
  private final Map<String, Path> runs = new TreeMap<>();
  private RunDirectory directory;
  private RunSessions sessions;
  private TrainingServer pages;

  @BeforeEach
  void begin() throws IOException {
    directory = RunDirectory.create(temporary.resolve("run"));
    Files.writeString(directory.config(),
        ConfigRenderer.render(ConfigLoader.load(SmallExperiment.write(temporary), List.of())));
    sessions = new RunSessions(() -> Map.copyOf(runs));
    pages = new TrainingServer(sessions.storage());
    runs.put("run", directory.path());
  }

  @AfterEach
  void end() {
    pages.close();
    sessions.close();
  }

  private static void step(MetricsLog metrics, long step) {
    metrics.append(new MetricRow(step, step / 100.0, "pretrain.train.loss", 1.0 / step));
    metrics.append(new MetricRow(step, step / 100.0, "pretrain.learningRate", 1e-3 * step));
  }

  private static List<LayerLog.LayerRow> layers(long step) {
    List<LayerLog.LayerRow> rows = new ArrayList<>();
    Random random = new Random(step);
    for (String name : List.of(GAIN, QUERY, HIDDEN)) {
      for (Quantity quantity : Quantity.values()) {
        float[] values = new float[40];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        rows.add(new LayerLog.LayerRow("pretrain", step, name, quantity, Distribution.of(values)));
      }
    }
    return rows;
  }

  private static Distribution found(List<LayerLog.LayerRow> rows, String name, Quantity quantity) {
    return rows.stream().filter(row -> row.parameter().equals(name) && row.quantity() == quantity).findFirst()
        .orElseThrow()
        .distribution();
  }

  /** Writes metrics at steps 4, 8 and 12, one validation metric after them, and layers at steps 4 and 12. */
  private void writeThree() throws IOException {
    try (MetricsLog metrics = Logs.metrics(directory.metrics());
        LayerLog layers = LayerLog.open(directory.layers(), row -> true);
        SystemLog system = Logs.system(directory.system())) {
      layers.append(layers(4));
      step(metrics, 4);
      step(metrics, 8);
      system.append("pretrain", 9, 9 * BATCH, 320, 0.5, 1);
      layers.append(layers(12));
      step(metrics, 12);
      metrics.append(new MetricRow(13, 0.13, "pretrain.val.maskedMse", 0.5));
      metrics.append(new MetricRow(13, 0.13, "pretrain.train.epochLoss", Double.NaN));
    }
  }

  @Test
  void theModelIsShownBeforeTheFirstStep() {
    sessions.refresh();
    pages.requireAll("run.pretrain");
    JsonNode graph = pages.json("/train/model/graph");
    assertEquals(List.of("input", "encoder.embedding", "encoder.blocks.000", "encoder.blocks.001", "encoder.norm",
        "decoder.embedding", "decoder.blocks.000", "decoder.norm", "decoder.head"),
        StreamSupport.stream(graph.get("vertexNames").spliterator(), false).map(JsonNode::asText).toList());
    assertEquals("TransformerBlock", graph.get("vertexTypes").get(2).asText());
    assertEquals("3280", graph.get("vertexInfo").get(2).get("Num Parameters").asText());
    assertEquals(0, pages.json("/train/overview/data").get("scores").size());
  }

  @Test
  void theOverviewShowsTheValuesOfTheLogs() throws IOException {
    writeThree();
    sessions.refresh();
    pages.requireAll("run.pretrain");
    JsonNode overview = pages.json("/train/overview/data");
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
    writeThree();
    sessions.refresh();
    pages.requireAll("run.pretrain");
    JsonNode layer = pages.json("/train/model/data/3");
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
    assertEquals(0, pages.json("/train/model/data/2").get("meanMag").get("paramMM").size());
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
    try (MetricsLog metrics = Logs.metrics(directory.metrics());
        LayerLog layers = LayerLog.open(directory.layers(), row -> true)) {
      layers.append(List.of(
          new LayerLog.LayerRow("pretrain", 4, QUERY, Quantity.PARAMETER, Distribution.of(narrow)),
          new LayerLog.LayerRow("pretrain", 4, HIDDEN, Quantity.PARAMETER, Distribution.of(wide))));
      step(metrics, 4);
    }
    sessions.refresh();
    pages.requireAll("run.pretrain");
    List<Double> counts =
        numbers(pages.json("/train/model/data/3").get("paramHist").get("W").get("counts"));
    assertEquals(4000, counts.stream().mapToDouble(count -> count).sum());
    List<Double> both = counts.subList(0, counts.size() * 3 / 4);
    assertTrue(both.stream().allMatch(count -> Math.abs(count - both.get(0)) <= 5), counts.toString());
  }

  @Test
  void memoryShowsTheValuesOfTheLogs() throws IOException {
    writeThree();
    sessions.refresh();
    pages.requireAll("run.pretrain");
    SystemLog.SystemSample row = SystemLog.read(directory.system()).get(0);
    JsonNode memory = pages.json("/train/system/data").get("memory").get("0");
    assertEquals(3, memory.get("times").size());
    long heap = Math.round(row.heapMb() * 1e6);
    // Pages of the heap that were never touched are not resident.
    long others = Math.max(0, Math.round(row.residentMb() * 1e6) - heap);
    assertEquals(List.of((double) heap, (double) others), numbers(memory.get("currentBytes")));
  }

  /** The metrics of a step are written after its layers, so a step without metrics may be incomplete. */
  @Test
  void incompleteLinesAndStepsAreIgnored() throws IOException {
    writeThree();
    Files.writeString(directory.metrics(), "16,0.16,pretrain.train.lo", StandardOpenOption.APPEND);
    try (LayerLog layers = LayerLog.open(directory.layers(), row -> true)) {
      layers.append(layers(16).subList(0, 2));
    }
    Files.writeString(directory.layers(), "pretrain,16,enc", StandardOpenOption.APPEND);
    sessions.refresh();
    pages.requireAll("run.pretrain");
    assertEquals(List.of(4.0, 8.0, 12.0), numbers(pages.json("/train/overview/data").get("scoresIter")));
    assertEquals((double) found(layers(12), QUERY, Quantity.UPDATE).magnitude(), pages.json("/train/model/data/3")
        .get("meanMag").get("updateMM").get("attention_query_weight").get(2).asDouble());
  }

  @Test
  void aResumedRunHasNoGapsAndNoRepetitions() throws IOException {
    writeThree();
    sessions.refresh();
    try (MetricsLog metrics = Logs.metrics(directory.metrics(), row -> row.step() <= 8);
        LayerLog layers = LayerLog.open(directory.layers(), row -> row.step() <= 8)) {
      sessions.refresh();
      pages.requireAll("run.pretrain");
      assertEquals(List.of(4.0, 8.0), numbers(pages.json("/train/overview/data").get("scoresIter")));
      layers.append(layers(12));
      step(metrics, 12);
      step(metrics, 16);
    }
    sessions.refresh();
    pages.requireAll("run.pretrain");
    assertEquals(List.of(4.0, 8.0, 12.0, 16.0), numbers(pages.json("/train/overview/data").get("scoresIter")));
  }

  /** The file is repaired in place: it is not shorter and not replaced. */
  @Test
  void noRowsAreLostAfterAMalformedLine() throws IOException {
    writeThree();
    sessions.refresh();
    String before = Files.readString(directory.metrics());
    String sixteen = "16,0.16,pretrain.train.loss,0.0625\n";
    Files.writeString(directory.metrics(), sixteen + "nonsense\n", StandardOpenOption.APPEND);
    sessions.refresh();
    assertEquals(List.of(4.0, 8.0, 12.0), numbers(pages.json("/train/overview/data").get("scoresIter")));
    Files.writeString(directory.metrics(), before + sixteen + "20,0.2,pretrain.train.loss,0.05\n");
    sessions.refresh();
    pages.requireAll("run.pretrain");
    JsonNode overview = pages.json("/train/overview/data");
    assertEquals(List.of(4.0, 8.0, 12.0, 16.0, 20.0), numbers(overview.get("scoresIter")));
    assertEquals(List.of(1.0 / 4, 1.0 / 8, 1.0 / 12, 0.0625, 0.05), numbers(overview.get("scores")));
  }

  @Test
  void theNumberOfReportsIsBounded() throws IOException {
    int steps = 3000;
    try (MetricsLog metrics = Logs.metrics(directory.metrics());
        SystemLog system = Logs.system(directory.system())) {
      for (int step = 1; step <= steps; step++) {
        step(metrics, step);
        if (step % 2 == 0) {
          system.append("pretrain", step, (long) step * BATCH, 1e9, 0, 1);
        }
      }
    }
    sessions.refresh();
    List<Persistable> reports =
        sessions.storage().getAllUpdatesAfter("run.pretrain", StatsListener.TYPE_ID, "run.pretrain", 0);
    assertTrue(reports.size() > BoundedHistory.LIMIT / 2 && reports.size() <= BoundedHistory.LIMIT + 1,
        "" + reports.size());
    pages.requireAll("run.pretrain");
    List<Double> shown = numbers(pages.json("/train/overview/data").get("scoresIter"));
    assertEquals(reports.size(), shown.size());
    assertEquals(1, shown.get(0));
    assertEquals(steps, shown.get(shown.size() - 1));
    assertEquals(shown.stream().sorted().distinct().toList(), shown);
  }

  @Test
  void sessionsOfADeletedRunAreRemoved() throws IOException {
    writeThree();
    sessions.refresh();
    runs.clear();
    sessions.refresh();
    assertEquals(List.of(), sessions.storage().listSessionIDs());
    pages.requireAll("run.pretrain");
  }

  @Test
  void specialCharactersInNamesAreReplaced() {
    runs.put("<b>/&\"é", directory.path());
    sessions.refresh();
    assertEquals(List.of("_b_____.pretrain", "run.pretrain"),
        sessions.storage().listSessionIDs().stream().sorted().toList());
  }

  @Test
  void anUnreadableRunDoesNotAffectOtherRuns() throws IOException {
    Path broken = Files.createDirectory(temporary.resolve("broken"));
    Files.writeString(broken.resolve("config.conf"), "model.patch = -1");
    runs.put("a-broken-one", broken);
    writeThree();
    sessions.refresh();
    assertEquals(List.of("run.pretrain"), sessions.storage().listSessionIDs());
    pages.requireAll("run.pretrain");
  }
}
