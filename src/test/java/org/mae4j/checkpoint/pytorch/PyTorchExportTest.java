package org.mae4j.checkpoint.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.checkpoint.PublicMae;
import org.mae4j.checkpoint.ShapeCheck;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFileTest;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.Classifier;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PyTorchExportTest {
  private static final PatchGrid GRID = new PatchGrid(new ImageShape(4, 6, 3), 2); // N = 6, P = 12
  private static final MaskShape SHAPE = new MaskShape(1, 2, 4);
  private static final int[] VISIBLE = {4, 0};
  private static final int[] MASKED = {2, 1, 5, 3};

  @TempDir
  Path directory;
  private final Random random = new Random(3);

  @ParameterizedTest
  @CsvSource({"SINCOS, true", "SINCOS, false", "LEARNED, true", "LEARNED, false"})
  void publicModelPredictsSamePatches(ModelConfig.PositionEmbedding positions, boolean classToken) {
    ModelConfig config = config(positions, classToken);
    Path file = directory.resolve("mae.safetensors");
    double[] image = gaussian(GRID.image().size());
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      MaskedAutoencoder.reconstruction(parameters, config, GRID, SHAPE); // creates the parameters
      randomize(parameters);
      PyTorchExport.write(file, parameters, config, GRID);
      INDArray ours = predict(MaskedAutoencoder.reconstruction(parameters, config, GRID, SHAPE), image);
      try (TensorFile exported = TensorFile.open(file)) {
        double[][] theirs = new PublicMae(exported, GRID).predict(image, VISIBLE);
        for (int i = 0; i < GRID.patches(); i++) {
          int patch = i < VISIBLE.length ? VISIBLE[i] : MASKED[i - VISIBLE.length];
          assertArrayEquals(theirs[patch], ours.getRow(i).toDoubleVector(), 1e-12, "patch " + patch);
        }
      }
    }
  }

  @Test
  void shapesMatchPublicModel() {
    Path file = export(config(ModelConfig.PositionEmbedding.SINCOS, true), DataType.FLOAT);
    try (TensorFile exported = TensorFile.open(file)) {
      ShapeCheck.require(Map.of(
          "cls_token", new long[] {1, 1, 8},
          "pos_embed", new long[] {1, 7, 8},
          "patch_embed.proj.weight", new long[] {8, 3, 2, 2},
          "blocks.1.attn.qkv.weight", new long[] {24, 8},
          "blocks.1.attn.qkv.bias", new long[] {24},
          "blocks.1.mlp.fc1.weight", new long[] {24, 8},
          "mask_token", new long[] {1, 1, 4},
          "decoder_pos_embed", new long[] {1, 7, 4},
          "decoder_embed.weight", new long[] {4, 8},
          "decoder_pred.weight", new long[] {12, 4}), exported);
      // Per block 2 norms and 4 linear layers; embedding, class token, positions, norm; and the same for the decoder.
      assertEquals(2 * 12 + 6 + 12 + 8, exported.names().size());
      INDArray positions = TensorFileTest.read(exported, "pos_embed");
      assertArrayEquals(new double[8], positions.reshape(7, 8).getRow(0).castTo(DataType.DOUBLE).toDoubleVector());
    }
  }

  @Test
  void exportsEncoderOnly() {
    ModelConfig config = config(ModelConfig.PositionEmbedding.SINCOS, true);
    Path file = directory.resolve("encoder.safetensors");
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      Classifier.inference(parameters, config, GRID, 1, 10);
      PyTorchExport.write(file, parameters, config, GRID);
    }
    try (TensorFile exported = TensorFile.open(file)) {
      assertTrue(exported.names().contains("norm.bias"));
      assertFalse(exported.names().stream().anyMatch(name -> name.contains("decoder") || name.contains("classifier")));
    }
  }

  @Test
  void leavesParametersUnchanged() {
    ModelConfig config = config(ModelConfig.PositionEmbedding.LEARNED, false);
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      MaskedAutoencoder.reconstruction(parameters, config, GRID, SHAPE);
      Parameters before = parameters.copy();
      PyTorchExport.write(directory.resolve("mae.safetensors"), parameters, config, GRID);
      parameters.names().forEach(name -> assertEquals(before.get(name), parameters.get(name), name));
    }
  }

  private Path export(ModelConfig config, DataType type) {
    Path file = directory.resolve("mae.safetensors");
    try (Parameters parameters = new Parameters(type, 1)) {
      MaskedAutoencoder.reconstruction(parameters, config, GRID, SHAPE);
      PyTorchExport.write(file, parameters, config, GRID);
    }
    return file;
  }

  private static ModelConfig config(ModelConfig.PositionEmbedding positions, boolean classToken) {
    return new ModelConfig(2, 0.75, Tiny.RANDOM_MASKING, new TransformerConfig(8, 2, 2, 3),
        Tiny.attention(new TransformerConfig(4, 1, 1, 2)), positions,
        classToken, ModelConfig.Pooling.MEAN, false, 1e-3);
  }

  /** Assigns random values to all parameters, biases and gains included, so that no two can be confused. */
  private void randomize(Parameters parameters) {
    for (String name : parameters.names()) {
      INDArray array = parameters.get(name);
      array.assign(Nd4j.createFromArray(gaussian((int) array.length())).reshape('c', array.shape()));
    }
  }

  private double[] gaussian(int length) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private static INDArray predict(SameDiff graph, double[] image) {
    try (GraphPlan plan = GraphPlan.forward(graph, MaskedAutoencoder.PREDICTION)) {
      plan.placeholder(MaskedAutoencoder.IMAGES).assign(Nd4j.createFromArray(image).reshape('c', 1, 3, 4, 6));
      plan.placeholder(MaskedAutoencoder.VISIBLE).assign(Nd4j.createFromArray(VISIBLE).reshape('c', 1, 2));
      plan.placeholder(MaskedAutoencoder.MASKED).assign(Nd4j.createFromArray(MASKED).reshape('c', 1, 4));
      plan.run();
      return plan.output(MaskedAutoencoder.PREDICTION).dup();
    }
  }
}
