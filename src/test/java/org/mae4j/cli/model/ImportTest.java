package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.data.TestImages;
import org.mae4j.record.npy.NpyMatrix;
import org.mae4j.testing.ForeignWeights;

/** The command {@code import}, and stages of what it makes. */
class ImportTest {
  private static final String[] FEW_IMAGES = {"data.source=embedded", "data.source.train=60", "data.source.test=10"};

  @TempDir
  private Path directory;

  @Test
  void anImportedModelIsUsedLikeOneOfARun() throws IOException {
    Path file = ForeignWeights.facebook().write(directory.resolve("mae.safetensors"));
    Path run = directory.resolve("run");
    Captured imported = Captured.run("import", file, "--out", run, FEW_IMAGES[0], FEW_IMAGES[1], FEW_IMAGES[2]);
    assertEquals(0, imported.code(), imported.err());
    for (String line : List.of("encoder of 2 blocks of width 128 with 2 heads, decoder of 1 block of width 64",
        "interpolated from 4×4 to 8×8 patches", "images: 3×32×32, pixels normalized by mean [0.485, 0.456, 0.406]")) {
      assertTrue(imported.out().replaceAll("\\s+", " ").contains(line), imported.out());
    }
    assertTrue(Files.readString(run.resolve("provenance.json")).contains("\"file\" : \"mae.safetensors\""));
    Captured evaluated = Captured.run("evaluate", run);
    assertEquals(0, evaluated.code(), evaluated.err());
    assertStagesAndCommandsTakeIt(run);
    Captured other = Captured.run("evaluate", run, "data.normalize={mean=[], deviation=[]}");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("data.normalize.mean = [], but the model was trained with [0.485, 0.456, 0.406]"),
        other.err());
    Captured again = Captured.run("import", file, "--out", run);
    assertEquals(new Captured(2, "", run + ": the directory is not empty; name another one with --out\n"), again);
  }

  private void assertStagesAndCommandsTakeIt(Path run) throws IOException {
    Path image = TestImages.write(directory.resolve("photo.png"), 50, 40, 0, 0x3050A0);
    Path features = directory.resolve("features.npy");
    for (List<Object> words : List.<List<Object>>of(
        List.of("probe", run, "probe.epochs=1", "probe.learningRates=[0.1]"),
        List.of("finetune", run, "finetune.epochs=1", "finetune.batch.size=32"),
        List.of("reconstruct", run, image, "--out", directory.resolve("sheet.png")),
        List.of("embed", run, image, "--out", features), List.of("predict", run, image))) {
      Captured done = Captured.run(words.toArray());
      assertEquals(0, done.code(), words + ": " + done.err());
    }
    assertEquals(128, NpyMatrix.read(features)[0].length);
    String results = Files.readString(run.resolve("results.json"));
    assertTrue(results.contains("\"linearProbe\"") && results.contains("\"finetune\""), results);
  }

  @Test
  void anEncoderHasNoReconstructions() {
    Path file = ForeignWeights.timm().write(directory.resolve("timm.safetensors"));
    Path run = directory.resolve("run");
    assertEquals(0, Captured.run("import", file, "--out", run, FEW_IMAGES[0], FEW_IMAGES[1], FEW_IMAGES[2]).code());
    assertEquals(new Captured(2, "", run.resolve("checkpoints/pretrain-best.safetensors")
        + ": has no decoder, so it cannot reconstruct images; its encoder can be probed and fine-tuned\n"),
        Captured.run("evaluate", run));
  }

  @Test
  void aRefusedImportLeavesNothing() throws IOException {
    Path run = directory.resolve("run");
    Path text = Files.writeString(directory.resolve("model.safetensors"), "this is a text");
    Captured refused = Captured.run("import", text, "--out", run);
    assertEquals(2, refused.code());
    assertTrue(refused.err().startsWith(text + ": not a tensor file: "), refused.err());
    Path file = ForeignWeights.facebook().write(directory.resolve("mae.safetensors"));
    Captured unfitting = Captured.run("import", file, "--out", run, "model.patch=8");
    assertEquals(2, unfitting.code());
    assertTrue(unfitting.err().contains("patch_embed.proj.weight is 128×3×4×4, wanted 128×3×8×8"), unfitting.err());
    assertEquals(1, unfitting.err().lines().count(), unfitting.err());
    assertFalse(Files.exists(run));
  }
}
