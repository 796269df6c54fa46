package org.mae4j.experiment.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.Invocation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fine-tuning that reconstructs begins with the decoder of pre-training, and training from scratch with a new one. The
 * learning rate is too low to change a parameter.
 */
class FinetunedDecoderTest {
  private final ExperimentConfig config = SmallExperiment.config("data.source.train=60", "data.source.test=20",
      "pretrain.epochs=1", "pretrain.validateEvery=1", "finetune.epochs=1", "finetune.keep=0.5",
      "finetune.reconstruction=1", "finetune.optimizer.baseLearningRate=1e-30", "finetune.optimizer.minLearningRate=0",
      "figures.images=0");

  @TempDir
  Path dir;

  @Test
  void fineTuningBeginsWithTheDecoderOfPretraining() throws IOException {
    RunDirectory run = new RunDirectory(dir.resolve("run"));
    Experiment.start(invocation("run"), config, Optional.of(run.path()),
        List.of(Stages.PRETRAIN, Stages.FINETUNE, Stages.SCRATCH));
    Map<String, float[]> pretrained = decoder(run.checkpoints().bestAutoencoder());
    Map<String, float[]> tuned = decoder(run.checkpoints().bestClassifier("finetune"));
    Map<String, float[]> scratch = decoder(run.checkpoints().bestClassifier("scratch"));
    assertFalse(pretrained.isEmpty());
    assertEquals(pretrained.keySet(), tuned.keySet());
    assertEquals(pretrained.keySet(), scratch.keySet());
    pretrained.forEach((name, values) -> assertArrayEquals(values, tuned.get(name), name));
    String head = "decoder.head.weight";
    assertFalse(Arrays.equals(pretrained.get(head), scratch.get(head)));

    removeDecoder(run.checkpoints().bestAutoencoder());
    Experiment.repeat(invocation("finetune"), ExistingRun.at(run.path()), config, List.of(Stages.FINETUNE));
    assertArrayEquals(scratch.get(head), decoder(run.checkpoints().bestClassifier("finetune")).get(head),
        "without a pre-trained decoder, a new one");
  }

  private static Invocation invocation(String command) {
    return new Invocation(Instant.now(), List.of(command));
  }

  private static Map<String, float[]> decoder(Path file) {
    Map<String, float[]> decoder = new TreeMap<>();
    try (TensorFile tensors = TensorFile.open(file)) {
      tensors.names().stream().filter(name -> name.startsWith("decoder."))
          .forEach(name -> decoder.put(name, HostCopy.read(read(tensors, name))));
    }
    return decoder;
  }

  private static void removeDecoder(Path file) {
    Map<String, INDArray> encoder = new LinkedHashMap<>();
    Map<String, String> metadata;
    try (TensorFile tensors = TensorFile.open(file)) {
      metadata = tensors.metadata();
      tensors.names().stream().filter(name -> !name.startsWith("decoder."))
          .forEach(name -> encoder.put(name, read(tensors, name)));
    }
    TensorFiles.write(file, encoder, metadata);
  }

  private static INDArray read(TensorFile file, String name) {
    INDArray array = Nd4j.create(DataType.FLOAT, file.shape(name), 'c');
    file.readInto(name, array);
    return array;
  }
}
