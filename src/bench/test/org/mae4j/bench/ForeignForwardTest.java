package org.mae4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.Features;
import org.mae4j.eval.reconstruction.Reconstructor;
import org.mae4j.experiment.ModelImport;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.ForeignWeights;
import org.mae4j.testing.Tiny;

/**
 * Imported models compute what PyTorch computes with the weights under their own names. The forward passes follow the
 * published definitions of the three programs and share no code with the import.
 */
class ForeignForwardTest {
  private static final ImageShape IMAGE = new ImageShape(16, 16, 3);
  private static final ImageSet IMAGES = Tiny.images(IMAGE, 3, 2, 5);
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};
  private static final double[] HALF = {0.5, 0.5, 0.5};
  private static final float TOLERANCE = 1e-5f;

  @TempDir
  private Path directory;
  private NDManager manager;
  private Map<String, ForeignWeights.Tensor> weights;

  @BeforeAll
  static void optOut() {
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  @BeforeEach
  void open() {
    manager = Engine.getEngine("PyTorch").newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void facebookAgrees() throws IOException {
    ExistingRun run = imported(ForeignWeights.facebook());
    assertFeatures(run, patches(facebook(images(MEAN, DEVIATION), all(), 1e-6)).mean(new int[] {1}));
    assertPredictions(run, visible -> decoded(facebook(images(MEAN, DEVIATION), visible, 1e-6), visible, "",
        "decoder_blocks.0.", this::block, 1e-6));
  }

  @Test
  void huggingFaceAgrees() throws IOException {
    ExistingRun run = imported(ForeignWeights.huggingFace());
    assertFeatures(run, patches(huggingFace(images(MEAN, DEVIATION), all())).mean(new int[] {1}));
    assertPredictions(run, visible -> decoded(huggingFace(images(MEAN, DEVIATION), visible), visible, "decoder.",
        "decoder.decoder_layers.0.", this::layer, 1e-12));
  }

  @Test
  void timmAgrees() throws IOException {
    ExistingRun run = imported(ForeignWeights.timm());
    NDArray x = kernels("patch_embed.proj", images(HALF, HALF)); // [B, N, D]
    x = tokens("cls_token", x.getShape().get(0)).concat(x, 1).add(weight("pos_embed")); // [B, 1 + N, D]
    for (int i = 0; i < 2; i++) {
      x = block(x, "blocks." + i + ".", 2, 1e-6);
    }
    assertFeatures(run, norm(x, "norm", 1e-6).get(new NDIndex(":, 0")));
  }

  /** DJL resizes with PyTorch's antialiasing, as timm does; to fewer rows and to more columns. */
  @Test
  void timmPositionsAreInterpolatedAsByPyTorch() throws IOException {
    ExistingRun run = imported(ForeignWeights.timm(), "data.image.height=8", "data.image.width=28"); // 2 × 7 patches
    ExperimentConfig config = run.config(List.of());
    try (Parameters parameters = ParameterInitializer.encoder(config, config.data().image())) {
      ModelCheckpoint.load(run.checkpoint(), parameters, config.model());
      NDArray grid = weight("pos_embed").get(new NDIndex("0, 1:")).reshape(4, 4, -1); // [H, W, D]
      NDArray expected = NDImageUtils.resize(grid, 7, 2, Image.Interpolation.BICUBIC);
      assertClose(expected.reshape(14, -1), parameters.get("encoder.positions").reshape(-1).toFloatVector());
    }
  }

  private ExistingRun imported(ForeignWeights foreign, String... settings) throws IOException {
    weights = foreign.tensors();
    Path out = directory.resolve("run");
    ModelImport.run(new Invocation(Instant.now(), List.of()), foreign.write(directory.resolve("model.safetensors")),
        out,
        List.of(settings));
    return ExistingRun.at(out);
  }

  private void assertFeatures(ExistingRun run, NDArray expected) {
    ExperimentConfig config = run.config(List.of());
    try (Parameters encoder = ParameterInitializer.encoder(config, IMAGE)) {
      ModelCheckpoint.load(run.checkpoint(), encoder, config.model());
      float[][] rows = Features.encoded(encoder, config.model(), IMAGES, Workers.of(1)).rows();
      for (int i = 0; i < rows.length; i++) {
        assertClose(expected.get(i), rows[i]);
      }
    }
  }

  /** Predicts the patches of all images from their visible patches. */
  private interface Prediction {
    /** @param visible indices of the visible patches {@code [B, V]} */
    NDArray of(NDArray visible);
  }

  private void assertPredictions(ExistingRun run, Prediction expected) {
    ExperimentConfig config = run.config(List.of());
    MaskGenerator masks = new MaskGenerator(config.model(), new PatchGrid(IMAGE, 4),
        config.seedOf(RandomStream.VALIDATION_MASKS));
    long[][] visible = IntStream.range(0, IMAGES.size()).mapToObj(
        i -> Arrays.stream(masks.permutation(0, i)).limit(4).asLongStream().toArray()).toArray(long[][]::new);
    NDArray predicted = expected.of(manager.create(Arrays.stream(visible).flatMapToLong(Arrays::stream).toArray(),
        new Shape(IMAGES.size(), 4))); // [B, N, P]
    try (LoadedReconstructor loaded =
        new LoadedReconstructor(run.checkpoint(), config, IMAGE, Workers.of(1))) {
      Reconstructor reconstructor = loaded.get();
      reconstructor.run(IMAGES, (i, prediction) -> assertClose(predicted.get(i), prediction.patches()));
    }
  }

  private static void assertClose(NDArray expected, float[] actual) {
    float[] values = expected.toFloatArray();
    assertEquals(values.length, actual.length);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(values[i], actual[i], TOLERANCE * Math.max(1, Math.abs(values[i])), "value " + i);
    }
  }

  /** Returns the images {@code [B, C, H, W]} as {@code ToTensor} and {@code Normalize} of torchvision do. */
  private NDArray images(double[] mean, double[] deviation) {
    float[] values = Tiny.values(IMAGES);
    int plane = IMAGE.height() * IMAGE.width();
    for (int i = 0; i < values.length; i++) {
      int channel = i / plane % 3;
      values[i] = (float) (((values[i] + 1) / 2.0 - mean[channel]) / deviation[channel]);
    }
    return manager.create(values, new Shape(IMAGES.size(), 3, IMAGE.height(), IMAGE.width()));
  }

  private NDArray all() {
    return manager.arange(16).reshape(1, 16).repeat(0, IMAGES.size()).toType(DataType.INT64, false);
  }

  private NDArray facebook(NDArray images, NDArray visible, double epsilon) {
    NDArray x = kernels("patch_embed.proj", images).add(weight("pos_embed").get(new NDIndex(":, 1:")));
    NDArray token = tokens("cls_token", images.getShape().get(0)).add(weight("pos_embed").get(new NDIndex(":, :1")));
    x = token.concat(rows(x, visible), 1);
    for (int i = 0; i < 2; i++) {
      x = block(x, "blocks." + i + ".", 2, epsilon);
    }
    return norm(x, "norm", epsilon);
  }

  private NDArray huggingFace(NDArray images, NDArray visible) {
    NDArray positions = weight("vit.embeddings.position_embeddings");
    NDArray x = kernels("vit.embeddings.patch_embeddings.projection", images).add(positions.get(new NDIndex(":, 1:")));
    NDArray token =
        tokens("vit.embeddings.cls_token", images.getShape().get(0)).add(positions.get(new NDIndex(":, :1")));
    x = token.concat(rows(x, visible), 1);
    for (int i = 0; i < 2; i++) {
      x = layer(x, "vit.encoder.layer." + i + ".", 2, 1e-12);
    }
    return norm(x, "vit.layernorm", 1e-12);
  }

  /** A transformer block under the names of a program. */
  private interface Block {
    NDArray apply(NDArray x, String prefix, int heads, double epsilon);
  }

  /** Decodes as both programs do: mask tokens are put at their places, and all tokens get their positions. */
  private NDArray decoded(NDArray latent, NDArray visible, String prefix, String block, Block blocks, double epsilon) {
    NDArray x = linear(latent, prefix + "decoder_embed"); // [B, 1 + V, d]
    NDList images = new NDList();
    for (int b = 0; b < IMAGES.size(); b++) {
      NDArray places = weight(prefix + "mask_token").get(0).repeat(0, 16); // [N, d]
      long[] seen = visible.get(b).toLongArray();
      for (int i = 0; i < seen.length; i++) {
        places.set(new NDIndex(seen[i]), x.get(b, i + 1));
      }
      images.add(x.get(b, 0).expandDims(0).concat(places, 0)); // [1 + N, d]
    }
    NDArray all = NDArrays.stack(images).add(weight(prefix + "decoder_pos_embed")); // [B, 1 + N, d]
    NDArray out = norm(blocks.apply(all, block, 2, epsilon), prefix + "decoder_norm", epsilon);
    return patches(linear(out, prefix + "decoder_pred"));
  }

  private NDArray block(NDArray x, String prefix, int heads, double epsilon) {
    NDList parts = linear(norm(x, prefix + "norm1", epsilon), prefix + "attn.qkv").split(3, 2);
    NDArray mixed = x.add(linear(attend(parts.get(0), parts.get(1), parts.get(2), heads), prefix + "attn.proj"));
    NDArray hidden = linear(norm(mixed, prefix + "norm2", epsilon), prefix + "mlp.fc1").getNDArrayInternal().gelu();
    return mixed.add(linear(hidden, prefix + "mlp.fc2"));
  }

  private NDArray layer(NDArray x, String prefix, int heads, double epsilon) {
    NDArray normalized = norm(x, prefix + "layernorm_before", epsilon);
    String attention = prefix + "attention.attention.";
    NDArray joined = attend(linear(normalized, attention + "query"), linear(normalized, attention + "key"),
        linear(normalized, attention + "value"), heads);
    NDArray mixed = x.add(linear(joined, prefix + "attention.output.dense"));
    NDArray hidden = linear(norm(mixed, prefix + "layernorm_after", epsilon), prefix + "intermediate.dense");
    return mixed.add(linear(hidden.getNDArrayInternal().gelu(), prefix + "output.dense"));
  }

  private static NDArray attend(NDArray query, NDArray key, NDArray value, int heads) {
    Shape shape = query.getShape(); // [B, T, D]
    long size = shape.get(2) / heads;
    List<NDArray> split = List.of(query, key, value).stream()
        .map(part -> part.reshape(shape.get(0), shape.get(1), heads, size).transpose(0, 2, 1, 3)).toList();
    NDArray scores = split.get(0).matMul(split.get(1).transpose(0, 1, 3, 2)).div(Math.sqrt(size)).softmax(-1);
    return scores.matMul(split.get(2)).transpose(0, 2, 1, 3).reshape(shape);
  }

  /** The patch embedding as a convolution, {@code [B, N, D]}. */
  private NDArray kernels(String name, NDArray images) {
    NDArray out = Conv2d.conv2d(images, weight(name + ".weight"), weight(name + ".bias"), new Shape(4, 4))
        .get(0); // [B, D, rows, columns]
    return out.reshape(out.getShape().get(0), out.getShape().get(1), -1).transpose(0, 2, 1);
  }

  private NDArray linear(NDArray x, String name) {
    return x.getNDArrayInternal().linear(x, weight(name + ".weight"), weight(name + ".bias")).get(0);
  }

  private NDArray norm(NDArray x, String name, double epsilon) {
    NDArray gain = weight(name + ".weight");
    return x.getNDArrayInternal()
        .layerNorm(x, gain.getShape(), gain, weight(name + ".bias"), (float) epsilon).get(0);
  }

  private NDArray tokens(String name, long batch) {
    return weight(name).repeat(0, batch);
  }

  /** Returns rows of {@code [B, N, D]} at indices {@code [B, V]}. */
  private static NDArray rows(NDArray x, NDArray indices) {
    long width = x.getShape().get(2);
    return x.gather(indices.expandDims(2).repeat(2, width), 1);
  }

  private static NDArray patches(NDArray tokens) {
    return tokens.get(new NDIndex(":, 1:"));
  }

  private NDArray weight(String name) {
    ForeignWeights.Tensor tensor = weights.get(name);
    return manager.create(tensor.values(), new Shape(tensor.shape()));
  }
}
