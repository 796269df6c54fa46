package org.mae4j.record.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ImageShape;
import org.mae4j.plot.NeighborSheet;

class LatentsTest {
  @TempDir
  private Path directory;

  @Test
  void readBackAsWritten() throws IOException {
    Path file = directory.resolve("latents.json");
    assertEquals(Optional.empty(), Latents.read(file));
    Latents latents = new Latents(List.of(0.5, 0.25), List.of(new Latents.ProjectedImage(7, 1, -0.1f, 2.5f)),
        List.of(new Latents.Query(7, 1, List.of(new Latents.RecordedNeighbor(3, 0, 0.9f)))));
    latents.write(file);
    assertEquals(Optional.of(latents), Latents.read(file));
  }

  @Test
  void aFileOfSomethingElseIsNamed() throws IOException {
    Path file = directory.resolve("latents.json");
    for (String text : List.of("{", "[]", "{\"explained\": [1]}", "{\"other\": 1}")) {
      Files.writeString(file, text);
      IOException error = assertThrows(IOException.class, () -> Latents.read(file), text);
      assertTrue(error.getMessage().startsWith(file + ": not the latents of a run: "), error.getMessage());
      assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    }
  }

  /** Two rows of three images of one color each, 2 wide and 1 high. */
  @Test
  void sheetsAreCutWhereTheyWerePutTogether() throws IOException {
    Path file = directory.resolve("sheet.png");
    NeighborSheet sheet = new NeighborSheet(new ImageShape(1, 2, 1));
    sheet.write(List.of(List.of(gray(0), gray(1), gray(2)), List.of(gray(3), gray(4), gray(5))), file);
    List<List<byte[]>> pictures = NeighborSheet.read(file, 2, 3);
    for (int i = 0; i < 6; i++) {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(pictures.get(i / 3).get(i % 3)));
      assertEquals(2, picture.getWidth());
      assertEquals(40 * i, picture.getRGB(1, 0) & 0xFF);
    }
    assertThrows(IOException.class, () -> NeighborSheet.read(file, 2, 4));
  }

  @Test
  void largeImagesAreReduced() {
    BufferedImage drawn = new NeighborSheet(new ImageShape(100, 200, 1)).draw(List.of(List.of(new float[20_000])));
    assertEquals(96, drawn.getWidth());
    assertEquals(48, drawn.getHeight());
  }

  private static float[] gray(int step) {
    float value = 40 * step / 127.5f - 1;
    return new float[] {value, value};
  }
}
