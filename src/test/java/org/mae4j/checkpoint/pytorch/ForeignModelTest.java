package org.mae4j.checkpoint.pytorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.ForeignWeights;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ForeignModelTest {
  @TempDir
  private Path directory;

  /** Sizes, settings, positions and normalization come back, and each parameter has the same bits. */
  @ParameterizedTest
  @CsvSource({"sincos, true", "sincos, false", "learned, true", "learned, false"})
  void anExportedModelIsTheSame(String positions, boolean classToken) {
    ExperimentConfig before = ConfigLoader.ofSettings(List.of("data.source=folder", "data.dir=images",
        "data.image.height=8", "data.image.width=12", "model.encoder={width=8, depth=2, heads=2, mlpRatio=1.5}",
        "model.decoder={width=12, depth=1, heads=3}", "model.positions=" + positions, "model.classToken=" + classToken,
        "model.pooling=" + (classToken ? "class-token" : "mean"), "model.normalizeTargets=true",
        "model.layerNormEpsilon=1e-5", "data.normalize.mean=[0.4, 0.5, 0.6]",
        "data.normalize.deviation=[0.2, 0.3, 0.25]"));
    Path file = directory.resolve("exported.safetensors");
    try (Parameters exported = parameters(before)) {
      Tiny.perturb(exported, 3);
      PyTorchExport.write(file, exported, before.model(), grid(before));
      try (ForeignModel model = ForeignModel.open(file)) {
        ExperimentConfig after = config(model);
        assertEquals(ConfigRenderer.values(before), ConfigRenderer.values(after));
        try (Parameters imported = parameters(after)) {
          model.copyTo(imported, after.model(), grid(after));
          assertEquals(exported.names(), imported.names());
          for (String name : exported.names()) {
            assertArrayEquals(exported.get(name).dup('c').data().asFloat(),
                imported.get(name).dup('c').data().asFloat(), 0, name);
          }
        }
      }
    }
  }

  @Test
  void pixelsInMinusOneToOneAreTheDefaultAgain() {
    ExperimentConfig before = ConfigLoader.ofSettings(List.of("model.encoder={width=8, depth=1, heads=2}",
        "model.decoder={width=8, depth=1, heads=2}"));
    Path file = directory.resolve("exported.safetensors");
    try (Parameters exported = parameters(before)) {
      PyTorchExport.write(file, exported, before.model(), grid(before));
    }
    try (ForeignModel model = ForeignModel.open(file)) {
      assertEquals(PixelScale.SYMMETRIC.config(), config(model).data().normalize());
    }
  }

  /** A width that these programs do not use has no usual number of heads. */
  @Test
  void asksForHeads() {
    Path file =
        ForeignWeights.facebook().add("decoder_embed.weight", 63, 128).write(directory.resolve("a.safetensors"));
    try (ForeignModel model = ForeignModel.open(file)) {
      String message = assertThrows(UserException.class, () -> model.settings(Set.of())).getMessage();
      assertTrue(message.contains("a width of 63 has no usual one; add model.decoder.heads=NUMBER"), message);
      assertFalse(model.settings(Set.of("model.decoder.heads")).toString().contains("model.decoder.heads"));
    }
  }

  @Test
  void recognizesTheEncoderOfFacebookByItsPositions() {
    ForeignWeights weights = ForeignWeights.facebook();
    List.copyOf(weights.tensors().keySet()).stream()
        .filter(name -> name.contains("decoder") || name.equals("mask_token"))
        .forEach(weights::without);
    try (ForeignModel model = ForeignModel.open(weights.write(directory.resolve("encoder.safetensors")))) {
      assertFalse(model.hasDecoder());
      assertEquals(List.of(0.485, 0.456, 0.406), config(model).data().normalize().mean());
    }
    try (ForeignModel model = ForeignModel.open(ForeignWeights.timm().write(directory.resolve("timm.safetensors")))) {
      assertEquals(List.of(), config(model).data().normalize().mean());
    }
  }

  /** Rounded positions are still known as sines and cosines, by which the program and its normalization are known. */
  @ParameterizedTest
  @EnumSource
  void weightsOfEachPrecisionAreImported(ForeignWeights.Precision precision) {
    ForeignWeights weights = ForeignWeights.facebook();
    try (ForeignModel model = ForeignModel.open(weights.write(directory.resolve("a.safetensors"), precision))) {
      ExperimentConfig config = config(model);
      assertEquals(ModelConfig.PositionEmbedding.SINCOS, config.model().positions());
      try (Parameters imported = parameters(config)) {
        model.copyTo(imported, config.model(), grid(config));
        float[] written = weights.tensors().get("blocks.1.mlp.fc2.bias").values();
        float[] read = imported.get("encoder.blocks.1.mlp.output.bias").data().asFloat();
        double step = precision == ForeignWeights.Precision.F32 ? 0
            : precision == ForeignWeights.Precision.F16 ? 0x1p-11 : 0x1p-8;
        for (int i = 0; i < written.length; i++) {
          assertEquals(written[i], read[i], Math.abs(written[i]) * step);
        }
      }
    }
  }

  /** All 65,536 values of each type: signed zeros, subnormal values, infinities and NaN too. */
  @ParameterizedTest
  @CsvSource({"F16", "BF16"})
  void eachValueOfHalfPrecisionIsExact(String type) throws IOException {
    int values = 1 << Short.SIZE;
    byte[] header = ("{'x':{'dtype':'" + type + "','shape':[" + values + "],'data_offsets':[0," + 2 * values + "]}}")
        .replace('\'', '"').getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 2 * values).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    IntStream.range(0, values).forEach(bits -> bytes.putShort((short) bits));
    Path file = Files.write(directory.resolve("x.safetensors"), bytes.array());
    try (TensorFile tensors = TensorFile.openForeign(file); INDArray read = ForeignTensors.read(tensors, "x")) {
      float[] found = read.data().asFloat();
      for (int bits = 0; bits < values; bits++) {
        float expected = type.equals("F16") ? ofHalf(bits) : Float.intBitsToFloat(bits << 16);
        assertEquals(expected, found[bits], "bits " + Integer.toHexString(bits));
      }
    }
  }

  private static float ofHalf(int bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude = exponent == 0 ? fraction * 0x1p-24f
        : exponent < 0x1F ? Math.scalb(1 + fraction / 1024f, exponent - 15)
            : fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    return bits >> 15 == 0 ? magnitude : -magnitude;
  }

  @Test
  void namesMissingUnknownAndUnfittingTensors() {
    assertEquals("the checkpoint has another architecture: blocks.1.attn.proj.bias is missing",
        problem(ForeignWeights.facebook().without("blocks.1.attn.proj.bias")));
    assertEquals("the checkpoint has another architecture: vit.encoder.layer.0.attention.attention.key.weight is "
        + "128×127, wanted 128×128",
        problem(ForeignWeights.huggingFace().add("vit.encoder.layer.0.attention.attention.key.weight", 128, 127)));
    assertEquals("has tensors that a model of facebookresearch/mae without extensions does not have: "
        + "blocks.0.ls1.gamma, fc_norm.bias, fc_norm.weight",
        problem(
            ForeignWeights.facebook().add("blocks.0.ls1.gamma", 1).add("fc_norm.bias", 1).add("fc_norm.weight", 1)));
    assertEquals("has no tensor blocks.0.norm1.weight",
        problem(ForeignWeights.timm().without("blocks.0.norm1.weight")));
    assertEquals("tensor pos_embed has 18 positions of patches and one of the class token, expected those of a square "
        + "image, such as 14×14", problem(ForeignWeights.timm().add("pos_embed", 1, 19, 128)));
    assertTrue(problem(ForeignWeights.timm().without("patch_embed.proj.weight"))
        .startsWith("has the tensors of no model that can be imported: "));
    assertTrue(problem(ForeignWeights.facebook().add("decoder_pos_embed", 1, 17, 64))
        .startsWith("tensor decoder_pos_embed has a position of the class token that is not 0"));
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path file = ForeignWeights.timm().write(directory.resolve("timm.safetensors"));
    byte[] bytes = Files.readAllBytes(file);
    assertTrue(problem(Arrays.copyOf(bytes, bytes.length - 4)).startsWith("truncated: "));
    assertTrue(problem("hello, this is a text".getBytes(UTF_8)).startsWith("not a tensor file: "));
    assertTrue(problem(new byte[0]).startsWith("truncated: "));
    String pickle = problem(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
    assertTrue(pickle.startsWith("a pickle of PyTorch, which can run code when it is read; convert it: python -c "),
        pickle);
    assertTrue(pickle.endsWith(" FILE.pth FILE.safetensors"), pickle);
  }

  /** Headers whose length begins with the bytes of a pickle or of a ZIP archive. */
  @ParameterizedTest
  @ValueSource(ints = {0x0080, 0x0280, 0xF080, 0x4B50})
  void opensAFileWhoseHeaderHasTheLengthOfAPickle(int lowBytes) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(
        ForeignWeights.timm().write(directory.resolve("timm.safetensors")))).order(ByteOrder.LITTLE_ENDIAN);
    int before = (int) file.getLong(0);
    int length = before + (lowBytes - before & 0xFFFF);
    ByteBuffer padded = ByteBuffer.allocate(file.capacity() + length - before).order(ByteOrder.LITTLE_ENDIAN);
    padded.putLong(length).put(file.array(), Long.BYTES, before).put(" ".repeat(length - before).getBytes(UTF_8))
        .put(file.array(), Long.BYTES + before, file.capacity() - Long.BYTES - before);
    try (ForeignModel model =
        ForeignModel.open(Files.write(directory.resolve("padded.safetensors"), padded.array()))) {
      assertFalse(model.hasDecoder());
    }
  }

  /** The protocol of a pickle is the byte after the first. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 6, 0xF0})
  void onlyKnownProtocolsArePickles(int protocol) throws IOException {
    String found = problem(new byte[] {(byte) 0x80, (byte) protocol, 'c', 'o', 's', '\n', 's', 'y', 's', '\n'});
    assertEquals(protocol <= 5, found.startsWith("a pickle of PyTorch"), found);
  }

  /** Settings are text with line breaks and substitutions, which a file must not add to. */
  @ParameterizedTest
  @CsvSource({"mean, numbers separated by commas", "std, numbers separated by commas", "norm_pix_loss, true or false",
      "norm_layer.eps, a number", "num_heads, an integer", "decoder_num_heads, an integer"})
  void metadataAddNoSettings(String key, String wanted) {
    for (String text : List.of("${PATH}", "0.1]\ndata.dir=\"/etc\"\nx=[1", "NaN", "0.1,,0.2")) {
      assertEquals("its metadata have " + key + " = '" + text.replace('\n', '?') + "', which is not " + wanted,
          problem(ForeignWeights.facebook().metadatum("num_heads", "2").metadatum(key, text)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pos_embed", "norm.weight", "patch_embed.proj.weight", "blocks.1.attn.qkv.weight"})
  void namesATensorWithValuesThatAreNotFinite(String name) {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      ForeignWeights weights = ForeignWeights.timm();
      weights.tensors().get(name).values()[5] = value;
      assertEquals("tensor " + name + " has values that are infinite or NaN", problem(weights));
    }
  }

  @Test
  void asksForAnotherTypeByItsNameInTheFile() {
    Path file = directory.resolve("f64.safetensors");
    ForeignWeights.timm().write(file);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    try (TensorFile single = TensorFile.openForeign(file)) {
      single.names().forEach(name -> tensors.put(name, ForeignTensors.read(single, name)));
    }
    tensors.computeIfPresent("norm.weight", (name, single) -> single.castTo(DataType.DOUBLE));
    TensorFiles.export(file, tensors, Map.of());
    assertEquals("tensor norm.weight is F64; convert it to F32", problem(file));
  }

  @Test
  void saysThatAFileHasNoTensors() throws IOException {
    String problem = problem(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertEquals("has no tensors; known are those of facebookresearch/mae, Hugging Face's ViTMAE and timm's ViT",
        problem);
  }

  private String problem(ForeignWeights weights) {
    Path file = weights.write(directory.resolve("model.safetensors"));
    return problem(file);
  }

  private String problem(byte[] content) throws IOException {
    return problem(Files.write(directory.resolve("model.safetensors"), content));
  }

  private static String problem(Path file) {
    String message = assertThrows(UserException.class, () -> {
      try (ForeignModel model = ForeignModel.open(file)) {
        ExperimentConfig config = config(model);
        try (Parameters parameters = parameters(config)) {
          model.copyTo(parameters, config.model(), grid(config));
        }
      }
    }).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring((file + ": ").length());
  }

  private static ExperimentConfig config(ForeignModel model) {
    return ConfigLoader.ofSettings(Stream.concat(Stream.of("data.source=folder", "data.dir=images"),
        model.settings(Set.of()).stream()).toList());
  }

  private static Parameters parameters(ExperimentConfig config) {
    Parameters parameters =
        new Parameters(DataType.FLOAT, 1, new PixelScale(config.data().normalize()));
    MaskedAutoencoder.reconstruction(parameters, config.model(), grid(config),
        MaskShape.of(1, config.model(), grid(config)));
    return parameters;
  }

  private static PatchGrid grid(ExperimentConfig config) {
    return new PatchGrid(config.data().image(), config.model().patch());
  }
}
