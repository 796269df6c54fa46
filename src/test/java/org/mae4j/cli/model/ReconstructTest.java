package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.TrainedRun;

/** Sheets that {@code reconstruct} draws of given images. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconstructTest {
  private Path directory;
  private Path run;

  @BeforeAll
  void copy(@TempDir Path temporary) throws IOException {
    directory = temporary;
    run = TrainedRun.copyTo(directory.resolve("run"));
  }

  @Test
  void reconstructsGivenImages() throws IOException {
    Path image = directory.resolve("own.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Path sheet = directory.resolve("sheet.png");
    Captured drawn = Captured.run("reconstruct", run, image, "--out", sheet);
    assertEquals(0, drawn.code(), drawn.err());
    assertNotNull(ImageIO.read(sheet.toFile()));
    Path wide = directory.resolve("wide.png");
    ImageIO.write(new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB), "png", wide.toFile());
    Captured refused = Captured.run("reconstruct", run, wide, "--set", "data.fit=exact");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("wide.png"), refused.err());
  }

  @Test
  void drawsTheAttentionInGivenImages() throws IOException {
    Path image = directory.resolve("watched.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Captured drawn = Captured.run("reconstruct", run.resolve("checkpoints/finetune-best.safetensors"), image,
        "--attention");
    assertEquals(0, drawn.code(), drawn.err());
    assertNotNull(ImageIO.read(run.resolve("figures/own-attention.png").toFile()));
    assertNotNull(ImageIO.read(run.resolve("figures/attention.png").toFile()));
    Captured refused = Captured.run("reconstruct", run, "--attention");
    assertEquals(2, refused.code());
    assertTrue(refused.err().startsWith("--attention: needs IMAGE files"), refused.err());
  }

  @Test
  void reconstructsImagesWithoutMask() throws IOException {
    Path image = directory.resolve("whole.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Captured drawn = Captured.run("reconstruct", run, image, "--set", "model.maskRatio=0", "--out",
        directory.resolve("whole-sheet.png"));
    assertEquals(0, drawn.code(), drawn.err());
    assertTrue(drawn.out().contains("nothing masked"), drawn.out());
    assertEquals(2, Captured.run("evaluate", run, "model.maskRatio=0").code());
  }
}
