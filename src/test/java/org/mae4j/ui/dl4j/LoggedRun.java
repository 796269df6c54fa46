package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

/** A run whose logs a test writes, and the pages that show it. */
final class LoggedRun implements AutoCloseable {
  static final String QUERY = "encoder.blocks.1.attention.query.weight";
  static final String HIDDEN = "encoder.blocks.1.mlp.hidden.weight";
  static final String GAIN = "encoder.blocks.1.norm1.weight";
  static final int BATCH = 16;

  private final Map<String, Path> runs = new TreeMap<>();
  private final RunDirectory directory;
  private final RunSessions sessions;
  private final TrainingServer pages;

  LoggedRun(Path temporary) throws IOException {
    directory = RunDirectory.create(temporary.resolve("run"));
    Files.writeString(directory.config(),
        ConfigRenderer.render(ConfigLoader.load(SmallExperiment.write(temporary), List.of())));
    sessions = new RunSessions(() -> Map.copyOf(runs));
    pages = new TrainingServer(sessions.storage());
    show("run", directory.path());
  }

  RunDirectory directory() {
    return directory;
  }

  RunSessions sessions() {
    return sessions;
  }

  TrainingServer pages() {
    return pages;
  }

  /** Shows one more run. */
  void show(String name, Path run) {
    runs.put(name, run);
  }

  /** Removes all runs from those that are shown. */
  void forgetRuns() {
    runs.clear();
  }

  /** Writes metrics at steps 4, 8 and 12, one validation metric after them, and layers at steps 4 and 12. */
  void writeThree() throws IOException {
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

  static void step(MetricsLog metrics, long step) {
    metrics.append(new MetricRow(step, step / 100.0, "pretrain.train.loss", 1.0 / step));
    metrics.append(new MetricRow(step, step / 100.0, "pretrain.learningRate", 1e-3 * step));
  }

  static List<LayerLog.LayerRow> layers(long step) {
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

  static Distribution found(List<LayerLog.LayerRow> rows, String name, Quantity quantity) {
    return rows.stream().filter(row -> row.parameter().equals(name) && row.quantity() == quantity).findFirst()
        .orElseThrow()
        .distribution();
  }

  @Override
  public void close() {
    pages.close();
    sessions.close();
  }
}
