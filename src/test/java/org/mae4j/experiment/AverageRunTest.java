package org.mae4j.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.log.SystemLog.SystemSample;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A run whose weights are averaged validates and keeps the averages. Its listener reads the training checkpoint of the
 * last step when the metric of the first epoch is recorded, after the model was saved. The listener also reads the clock
 * of each training then.
 */
class AverageRunTest {
  private final Map<String, Map<String, float[]>> trained = new TreeMap<>();
  private final Map<String, Map<String, float[]>> saved = new TreeMap<>();
  private final Map<String, Double> cpuSeconds = new TreeMap<>();

  @TempDir
  Path dir;

  @Test
  void averagesAreKept() throws IOException {
    ExperimentConfig config = SmallExperiment.config("pretrain.ema=0.8", "finetune.ema=0.9", "pretrain.epochs=1",
        "finetune.epochs=1", "train.checkpointSeconds=0", "figures.images=0", "finetune.keep=0.5",
        "finetune.reconstruction=1");
    Experiment.start(new Invocation(Instant.now(), List.of("run")).observedBy(listener()), config,
        Optional.of(dir.resolve("run")), List.of(Stages.PRETRAIN, Stages.FINETUNE, Stages.SCRATCH));
    assertEquals(List.of("finetune", "pretrain", "scratch"), List.copyOf(trained.keySet()));
    trained.forEach((stage, tensors) -> saved.get(stage).forEach((name, values) -> {
      assertArrayEquals(tensors.get("averages." + name), values, stage + " " + name);
      assertFalse(Arrays.equals(tensors.get("parameters." + name), values), stage + " " + name);
    }));
    Map<String, Double> recorded = SystemLog.read(new RunDirectory(dir.resolve("run")).system()).stream()
        .filter(SystemSample::isTraining)
        .collect(Collectors.toMap(SystemSample::stage, SystemSample::cpuSeconds, Math::max));
    assertEquals(trained.keySet(), cpuSeconds.keySet());
    // The last row is that of the last step; what follows until the metric is recorded is the validation.
    cpuSeconds.forEach((stage, seconds) -> assertTrue(recorded.get(stage) > 0 && seconds >= recorded.get(stage) - 1e-3,
        stage + ": " + seconds + ", " + recorded.get(stage)));
  }

  private RunListener listener() {
    Map<String, String> models = Map.of("pretrain.val.loss", "pretrain-last", "finetune.val.accuracy", "finetune-best",
        "scratch.val.accuracy", "scratch-best");
    return new RunListener() {
      private DoubleSupplier clock = () -> Double.NaN;

      @Override
      public void trainingStarted(DoubleSupplier training) {
        clock = training;
      }

      @Override
      public Progress progress(String task, long total) {
        return (done, details) -> {};
      }

      @Override
      public void recorded(MetricsLog.MetricRow metric) {
        if (models.containsKey(metric.name())) {
          trained.put(metric.stage(), tensors(metric.stage() + "-state"));
          saved.put(metric.stage(), tensors(models.get(metric.name())));
          cpuSeconds.put(metric.stage(), clock.getAsDouble());
        }
      }
    };
  }

  private Map<String, float[]> tensors(String name) {
    Path file = new RunDirectory(dir.resolve("run")).checkpoints().trainingState("pretrain")
        .resolveSibling(name + ".safetensors");
    try (TensorFile tensors = TensorFile.open(file)) {
      return tensors.names().stream().collect(Collectors.toMap(tensor -> tensor, tensor -> values(tensors, tensor)));
    }
  }

  private static float[] values(TensorFile file, String name) {
    try (INDArray array = Nd4j.create(DataType.FLOAT, file.shape(name), 'c')) {
      file.readInto(name, array);
      return HostCopy.read(array);
    }
  }
}
