package org.mae4j.checkpoint.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.embedded.EmbeddedSource;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.model.Classifier;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.decoder.CrossAttentionSettings;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares exported models in ONNX Runtime with the graphs of mae4j, on drawn scenes. */
class OnnxExportTest {
  private static final float CLOSE = 1e-5f;
  private static final int CLASSES = 7;
  private static final Choice ATTENTION = Tiny.attention(new TransformerConfig(12, 2, 3, 2));
  private static final ImageSet SCENES =
      new EmbeddedSource().read(SmallExperiment.config().data(), Decoding.QUIET).train();
  private static final PatchGrid GRID = new PatchGrid(SCENES.shape(), 8); // N = 16, P = 192
  private static final PixelScale SCALE = new PixelScale(
      new NormalizeConfig(List.of(0.48, 0.45, 0.4), List.of(0.23, 0.22, 0.26)));
  private static final OnnxExport.ModelNotes NOTES = new OnnxExport.ModelNotes("0", Map.of("step", "12"));

  @TempDir
  Path directory;
  private final Parameters parameters = new Parameters(DataType.FLOAT, 1, SCALE);

  @AfterEach
  void close() {
    parameters.close();
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, MEAN, 1", "SINCOS, true, CLASS_TOKEN, 3", "LEARNED, true, MEAN, 2",
      "LEARNED, false, MEAN, 4"})
  void encoderHasTheSameFeaturesAndTokens(ModelConfig.PositionEmbedding positions, boolean classToken,
      ModelConfig.Pooling pooling, int depth) throws OrtException {
    ModelConfig config = Tiny.withPooling(config(positions, classToken, depth, false), pooling);
    initialize(Classifier.features(parameters, config, GRID, 1));
    Path file = directory.resolve("encoder.onnx");
    new OnnxExport(parameters, config, GRID).encoder(file, NOTES);
    try (OnnxModel model = new OnnxModel(file)) {
      for (int batch : List.of(1, 5)) {
        Map<String, float[]> outputs = model.run(batch, Map.of(OnnxExport.IMAGES, scenes(batch)));
        SameDiff graph = Classifier.features(parameters, config, GRID, batch);
        try (GraphPlan plan = GraphPlan.forward(graph, Classifier.FEATURES, Classifier.TOKENS)) {
          HostCopy.write(normalized(batch), plan.placeholder(Classifier.IMAGES));
          plan.run();
          assertArrayEquals(values(plan, Classifier.FEATURES), outputs.get(OnnxExport.FEATURES), CLOSE);
          assertArrayEquals(values(plan, Classifier.TOKENS), outputs.get(OnnxExport.TOKENS), CLOSE);
        }
      }
      assertEquals("[batch, 3, 32, 32]", model.shape(OnnxExport.IMAGES));
      assertEquals("[batch, 16, 16]", model.shape(OnnxExport.TOKENS));
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, true", "LEARNED, false"})
  void classifierHasTheSameLogits(ModelConfig.PositionEmbedding positions, boolean classToken) throws OrtException {
    ModelConfig config = config(positions, classToken, 2, false);
    initialize(Classifier.inference(parameters, config, GRID, 1, CLASSES));
    Path file = directory.resolve("classifier.onnx");
    new OnnxExport(parameters, config, GRID).classifier(file, CLASSES, NOTES);
    try (OnnxModel model = new OnnxModel(file)) {
      for (int batch : List.of(1, 5)) {
        SameDiff graph = Classifier.inference(parameters, config, GRID, batch, CLASSES);
        try (GraphPlan plan = GraphPlan.forward(graph, Classifier.LOGITS)) {
          HostCopy.write(normalized(batch), plan.placeholder(Classifier.IMAGES));
          plan.run();
          assertArrayEquals(values(plan, Classifier.LOGITS),
              model.run(batch, Map.of(OnnxExport.IMAGES, scenes(batch))).get(OnnxExport.LOGITS), CLOSE);
        }
      }
      assertEquals("mae4j", model.metadata().getProducerName());
      assertEquals(Map.of("patch", "8", "mean", "[0.48, 0.45, 0.4]", "deviation", "[0.23, 0.22, 0.26]", "step", "12"),
          model.metadata().getCustomMetadata());
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, false, attention", "LEARNED, true, true, attention", "SINCOS, true, true, cross",
      "LEARNED, false, false, cross"})
  void autoencoderPredictsTheSamePatches(ModelConfig.PositionEmbedding positions, boolean classToken,
      boolean normalizeTargets, String decoder) throws OrtException {
    Choice choice = decoder.equals("cross")
        ? new Choice(decoder, new CrossAttentionSettings(12, 2, 3, 2, 0.25)) : ATTENTION;
    ModelConfig config = config(positions, classToken, 2, normalizeTargets, choice);
    MaskShape mask = MaskShape.of(1, config, GRID);
    initialize(MaskedAutoencoder.reconstruction(parameters, config, GRID, mask));
    Path file = directory.resolve("autoencoder.onnx");
    new OnnxExport(parameters, config, GRID).autoencoder(file, NOTES);
    try (OnnxModel model = new OnnxModel(file)) {
      for (int batch : List.of(1, 5)) {
        Masks masks = new Masks(batch, GRID.patches(), mask.visible());
        Map<String, float[]> outputs =
            model.run(batch, Map.of(OnnxExport.IMAGES, scenes(batch), OnnxExport.NOISE, masks.noise()));
        float[] expected = predict(config, masks);
        if (!normalizeTargets) {
          for (int i = 0; i < expected.length; i++) {
            expected[i] = (SCALE.toPixel(expected[i], i % 3) + 1) / 2;
          }
        }
        assertArrayEquals(masks.inImageOrder(expected, GRID.patchSize()), outputs.get(OnnxExport.PATCHES), CLOSE);
        assertArrayEquals(masks.masked(), outputs.get(OnnxExport.MASK));
      }
      assertEquals("[batch, 16]", model.shape(OnnxExport.NOISE));
    }
  }

  /** The autoencoder of a masking that hides nothing has no mask tokens. */
  @Test
  void autoencoderWithoutMask() throws OrtException {
    ModelConfig config = Tiny.withMaskRatio(config(ModelConfig.PositionEmbedding.SINCOS, false, 1, false), 0);
    initialize(MaskedAutoencoder.reconstruction(parameters, config, GRID, MaskShape.of(1, config, GRID)));
    Path file = directory.resolve("autoencoder.onnx");
    new OnnxExport(parameters, config, GRID).autoencoder(file, NOTES);
    try (OnnxModel model = new OnnxModel(file)) {
      float[] mask = model.run(2, Map.of(OnnxExport.IMAGES, scenes(2), OnnxExport.NOISE, new float[32]))
          .get(OnnxExport.MASK);
      assertArrayEquals(new float[32], mask);
    }
  }

  /** ONNX Runtime prints warnings to the process, past Java. */
  @Test
  void onnxRuntimeHasNoWarnings() throws IOException, InterruptedException {
    ModelConfig config = config(ModelConfig.PositionEmbedding.LEARNED, true, 2, false);
    initialize(MaskedAutoencoder.reconstruction(parameters, config, GRID, MaskShape.of(1, config, GRID)));
    OnnxExport export = new OnnxExport(parameters, config, GRID);
    export.encoder(directory.resolve("encoder.onnx"), NOTES);
    export.autoencoder(directory.resolve("autoencoder.onnx"), NOTES);
    initialize(Classifier.inference(parameters, config, GRID, 1, CLASSES));
    export.classifier(directory.resolve("classifier.onnx"), CLASSES, NOTES);
    assertEquals("3 models\n", OnnxModel.loadInProcess(directory));
  }

  @Test
  void refusesModelsOfTwoGibibytes() {
    ModelConfig huge = new ModelConfig(8, 0.5, Tiny.RANDOM_MASKING, new TransformerConfig(4096, 24, 16, 4),
        Tiny.attention(new TransformerConfig(64, 1, 1, 4)), ModelConfig.PositionEmbedding.SINCOS, false,
        ModelConfig.Pooling.MEAN, false, 1e-6);
    ModelSummary summary = ModelSummary.pretraining(huge, GRID, 1);
    String message = assertThrows(UserException.class, () -> OnnxExport.requireFits(summary)).getMessage();
    assertTrue(message.endsWith("MiB, and an ONNX file holds at most 2 GiB; use --format pytorch"), message);
    OnnxExport.requireFits(ModelSummary.pretraining(config(ModelConfig.PositionEmbedding.SINCOS, false, 2, false),
        GRID, 1));
  }

  private static ModelConfig config(ModelConfig.PositionEmbedding positions, boolean classToken, int depth,
      boolean normalizeTargets) {
    return config(positions, classToken, depth, normalizeTargets, ATTENTION);
  }

  private static ModelConfig config(ModelConfig.PositionEmbedding positions, boolean classToken, int depth,
      boolean normalizeTargets, Choice decoder) {
    return new ModelConfig(8, 0.75, Tiny.RANDOM_MASKING, new TransformerConfig(16, depth, 2, 2),
        decoder, positions, classToken,
        classToken ? ModelConfig.Pooling.CLASS_TOKEN : ModelConfig.Pooling.MEAN, normalizeTargets, 1e-6);
  }

  /** @param graph whose parameters exist now */
  private void initialize(SameDiff graph) {
    assertTrue(graph.variables().size() > 1);
    Tiny.perturb(parameters, 2);
  }

  private float[] predict(ModelConfig config, Masks masks) {
    MaskShape shape = MaskShape.of(masks.batch(), config, GRID);
    SameDiff graph = MaskedAutoencoder.reconstruction(parameters, config, GRID, shape);
    try (GraphPlan plan = GraphPlan.forward(graph, MaskedAutoencoder.PREDICTION)) {
      HostCopy.write(normalized(masks.batch()), plan.placeholder(MaskedAutoencoder.IMAGES));
      HostCopy.write(masks.indices(0, shape.visible()), plan.placeholder(MaskedAutoencoder.VISIBLE));
      HostCopy.write(masks.indices(shape.visible(), GRID.patches()), plan.placeholder(MaskedAutoencoder.MASKED));
      plan.run();
      return values(plan, MaskedAutoencoder.PREDICTION);
    }
  }

  private static ImageSet first(int count) {
    return SCENES.first(count);
  }

  /** Returns scenes in [0, 1], as a user of the exported model has them. */
  private static float[] scenes(int count) {
    float[] values = Tiny.values(first(count));
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] + 1) / 2;
    }
    return values;
  }

  /** Returns scenes in the units of the model. */
  private static float[] normalized(int count) {
    float[] values = Tiny.values(first(count));
    SCALE.apply(values, SCENES.shape());
    return values;
  }

  private static float[] values(GraphPlan plan, String output) {
    INDArray array = plan.output(output);
    return array.reshape(array.length()).toFloatVector();
  }
}
