package org.mae4j.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.log.MetricsLog;

/** Tests what an experiment tells its listener, and how the listener stops it. */
class ExperimentListenerTest {
  @Test
  void anExperimentIsStoppedByItsListener(@TempDir Path temporary) {
    ExperimentListener stopping = new ExperimentListener() {
      @Override
      public boolean isStopRequested() {
        return true;
      }
    };
    ExperimentRunner runner = ExperimentRunner.of(SmallExperiment.write(temporary)).with("data.source.train=60")
        .observedBy(stopping);
    Path stopped = temporary.resolve("run");
    assertEquals(stopped + ": stopped by its listener; resume it with ./mae4j resume " + stopped,
        assertThrows(ExperimentStoppedException.class, () -> runner.run(stopped)).getMessage());
    assertTrue(Files.exists(stopped.resolve("resume.json")));
  }

  /** Whether the last step of the epoch is logged or not: an epoch has three steps. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void anEpochEndsWhenItIsValidated(int logEvery, @TempDir Path temporary) throws IOException {
    List<String> seen = new ArrayList<>();
    ExperimentListener listener = new ExperimentListener() {
      @Override
      public void onMetric(Metric metric) {
        seen.add(metric.name() + " " + metric.epoch());
      }

      @Override
      public void onEpoch(String stage, int epoch) {
        seen.add(stage + " " + epoch);
      }

      @Override
      public boolean isStopRequested() {
        return seen.contains("pretrain 2");
      }
    };
    ExperimentRunner runner = ExperimentRunner.of(SmallExperiment.write(temporary)).with("data.source.train=60",
        "pretrain.validateEvery=1", "pretrain.logEvery=" + logEvery).observedBy(listener);
    assertThrows(ExperimentStoppedException.class, () -> runner.run(temporary.resolve("run")));
    assertEquals(List.of("pretrain.val.maskedMse 1.0", "pretrain 1"), seen.subList(seen.indexOf("pretrain 1") - 1,
        seen.indexOf("pretrain 1") + 1));
    assertEquals(List.of("pretrain.val.maskedMse 2.0", "pretrain 2"), seen.subList(seen.size() - 2, seen.size()));
    assertEquals(2, MetricsLog.read(temporary.resolve("run/metrics.csv")).stream()
        .mapToDouble(MetricsLog.MetricRow::epoch).max().orElseThrow());
  }

  @Test
  void aListenerThatIsNullIsRefusedAtOnce(@TempDir Path temporary) {
    ExperimentRunner runner = ExperimentRunner.of(SmallExperiment.write(temporary));
    assertThrows(NullPointerException.class, () -> runner.observedBy(null));
  }
}
