package org.mae4j.experiment.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.provenance.ImportedFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelCheckpointTest {
  private static final Predicate<String> ALL = name -> true;
  private static final Predicate<String> ENCODER = name -> name.startsWith("encoder.");

  @TempDir
  private Path directory;
  private Path file;

  @BeforeEach
  void save() {
    file = directory.resolve("model.safetensors");
    ExperimentConfig config = SmallExperiment.config();
    try (Parameters parameters = ParameterInitializer.autoencoder(config, config.data().image())) {
      parameters.get("encoder.embedding.bias").assign(7);
      ModelCheckpoint.save(file, parameters, config.model(), new ModelCheckpoint.ValidatedStep(30, 2, "loss", 0.25));
    }
  }

  @Test
  void readsEncoderFromAutoencoder() {
    ExperimentConfig config = SmallExperiment.config();
    try (Parameters classifier = ParameterInitializer.classifier(config, config.data().image(), 10)) {
      double head = classifier.get("classifier.weight").getDouble(0);
      ModelCheckpoint.load(file, classifier, ENCODER, config.model());
      assertEquals(7, classifier.get("encoder.embedding.bias").getDouble(3));
      assertEquals(head, classifier.get("classifier.weight").getDouble(0));
    }
  }

  @Test
  void storesProgressAndModelSettings() {
    try (TensorFile tensors = TensorFile.open(file)) {
      assertEquals("30", tensors.metadata().get("step"));
      assertEquals("2", tensors.metadata().get("epoch"));
      assertEquals("0.25", tensors.metadata().get("loss"));
      assertEquals("8", tensors.metadata().get("model.patch"));
      assertEquals("sincos", tensors.metadata().get("model.positions"));
    }
  }

  @Test
  void namesSettingsThatChangeShapes() {
    assertEquals(file + ": model.patch = 4, but the model was trained with 8; it cannot change",
        failure(ALL, "model.patch=4"));
    assertEquals(file + ": model.encoder.depth = 3, but the model was trained with 2; "
        + "model.encoder.width = 24, but the model was trained with 16; they cannot change",
        failure(ENCODER, "model.encoder.width=24", "model.encoder.depth=3", "model.decoder.width=8"));
  }

  /** As files of other programs have none. */
  @Test
  void reportsDifferentShapesWithoutSettings() {
    try (TensorFile tensors = TensorFile.open(file)) {
      Map<String, INDArray> arrays = new HashMap<>();
      tensors.names().forEach(name -> {
        arrays.put(name, Nd4j.create(tensors.type(name), tensors.shape(name)));
        tensors.readInto(name, arrays.get(name));
      });
      TensorFiles.write(file, arrays, Map.of());
    }
    String message = failure(ALL, "model.encoder.width=24");
    assertTrue(message.startsWith(file + ": the checkpoint has another architecture: "), message);
    assertTrue(message.contains("encoder.embedding.weight is 192×16, wanted 192×24"), message);
    assertTrue(message.contains(" more"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void comparesSettingsWithoutShape() {
    assertTrue(
        failure(ALL, "model.encoder.heads=4").contains("model.encoder.heads = 4, but the model was trained with 2"));
    assertTrue(failure(ALL, "model.normalizeTargets=true")
        .contains("model.normalizeTargets = true, but the model was trained with false"));
    assertTrue(failure(ENCODER, "model.layerNormEpsilon=1e-5")
        .contains("layerNormEpsilon = 1.0E-5, but the model was trained with 1.0E-6"));
  }

  @Test
  void comparesNormalization() {
    String message = failure(ENCODER, "data.normalize={mean=[0.5, 0.5, 0.5], deviation=[1, 1, 1]}");
    assertTrue(
        message.contains(
            "data.normalize.deviation = [1.0, 1.0, 1.0], but the model was trained with []; data.normalize.mean = "),
        message);
  }

  @Test
  void saysThatAnEncoderCannotReconstruct() {
    ExperimentConfig config = SmallExperiment.config();
    try (Parameters encoder = ParameterInitializer.encoder(config, config.data().image())) {
      ModelCheckpoint.save(file, encoder, config.model(), new ImportedFile("vit.safetensors", "00ff"));
    }
    assertEquals(file + ": has no decoder, so it cannot reconstruct images; its encoder can be probed and fine-tuned",
        failure(ALL, "seed=1"));
  }

  @Test
  void encoderIgnoresSettingsOfDecoder() {
    ExperimentConfig config = SmallExperiment.config("model.decoder.width=8", "model.maskRatio=0.5");
    try (Parameters encoder = ParameterInitializer.encoder(config, config.data().image())) {
      ModelCheckpoint.load(file, encoder, ALL, config.model());
      assertEquals(7, encoder.get("encoder.embedding.bias").getDouble(0));
    }
  }

  @Test
  void damagedCheckpointLeavesNoParametersOpen() throws IOException {
    ExperimentConfig config = SmallExperiment.config();
    List<Parameters> created = new ArrayList<>();
    Files.write(file, new byte[] {1, 2, 3});
    assertThrows(CheckpointException.class, () -> LoadedParameters.of(file, config, () -> {
      created.add(ParameterInitializer.encoder(config, config.data().image()));
      return created.get(0);
    }));
    assertEquals(Set.of(), created.get(0).names(), "close() removes all");
  }

  @Test
  void unwritableDirectoryFailsRun() {
    ExperimentConfig config = SmallExperiment.config();
    Path nowhere = directory.resolve("missing").resolve("model.safetensors");
    try (Parameters parameters = ParameterInitializer.encoder(config, config.data().image())) {
      ModelCheckpoint.ValidatedStep moment = new ModelCheckpoint.ValidatedStep(1, 1, "loss", 1);
      RunFailedException failure = assertThrows(RunFailedException.class,
          () -> ModelCheckpoint.save(nowhere, parameters, config.model(), moment));
      assertTrue(failure.getMessage().startsWith(nowhere.toString()), failure.getMessage());
    }
  }

  private String failure(Predicate<String> wanted, String... overrides) {
    ExperimentConfig config = SmallExperiment.config(overrides);
    try (Parameters parameters = ParameterInitializer.autoencoder(config, config.data().image())) {
      return assertThrows(CheckpointException.class,
          () -> ModelCheckpoint.load(file, parameters, wanted, config.model())).getMessage();
    }
  }
}
