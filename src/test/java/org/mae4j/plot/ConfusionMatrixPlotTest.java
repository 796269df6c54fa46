package org.mae4j.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionMatrixPlotTest {
  @TempDir
  Path directory;

  private static Color corner(BufferedImage image, Rectangle cell) {
    return new Color(image.getRGB(cell.x, cell.y));
  }

  @Test
  void cellsAreShadedByTheirShareOfTheRow() throws IOException {
    int[][] counts = {{8, 0}, {100, 300}};
    ConfusionMatrixPlot plot = new ConfusionMatrixPlot("kNN", List.of("cat", "dog"), counts);
    Path file = directory.resolve("confusion.png");
    plot.write(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(ConfusionMatrixPlot.shade(1), corner(image, plot.cell(0, 0)));
    assertEquals(Color.WHITE, corner(image, plot.cell(0, 1)));
    assertEquals(ConfusionMatrixPlot.shade(0.25), corner(image, plot.cell(1, 0)));
    assertEquals(ConfusionMatrixPlot.shade(0.75), corner(image, plot.cell(1, 1)));
  }

  @Test
  void aClassWithoutImagesIsWhite() {
    ConfusionMatrixPlot plot = new ConfusionMatrixPlot("", List.of("a", "b"), new int[][] {{0, 0}, {0, 1}});
    assertEquals(Color.WHITE, corner(plot.image(), plot.cell(0, 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 37, 100})
  void theMatrixFitsIntoThePicture(int classes) {
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "a class with a long name " + i).toList();
    ConfusionMatrixPlot plot = new ConfusionMatrixPlot("title", names, new int[classes][classes]);
    BufferedImage image = plot.image();
    Rectangle last = plot.cell(classes - 1, classes - 1);
    assertTrue(new Rectangle(image.getWidth(), image.getHeight()).contains(last), last + " in " + image);
    assertTrue(image.getHeight() < 1400, "height " + image.getHeight());
  }

  @Test
  void aMatrixOfAnotherSizeIsRejected() {
    List<String> names = List.of("a", "b");
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrixPlot("", names, new int[2][3]));
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrixPlot("", names, new int[1][2]));
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrixPlot("", List.of(), new int[0][0]));
  }
}
