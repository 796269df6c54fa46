package org.mae4j.checkpoint.pytorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.checkpoint.pytorch.ForeignConfigs.config;
import static org.mae4j.checkpoint.pytorch.ForeignConfigs.grid;
import static org.mae4j.checkpoint.pytorch.ForeignConfigs.parameters;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.ForeignWeights;
import org.mae4j.testing.Tiny;

/** Tests that models of other programs are imported with their settings and weights. */
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
}
