package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.testing.Tiny;

class VisiblePatchesTest {

  @Test
  void hundredthsOfEveryNumberOfPatchesAreExact() {
    for (int patches = 1; patches <= 1024; patches++) {
      for (int hundredths = 0; hundredths < 100; hundredths++) {
        ModelConfig model = Tiny.withMaskRatio(Tiny.model(), hundredths / 100.0);
        int size = model.patch();
        assertEquals(patches * (100 - hundredths) / 100, model.visiblePatches(new ImageShape(size, patches * size, 3)),
            patches + " patches, " + hundredths + " % masked");
      }
    }
  }

  static List<Path> shippedConfigurations() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("conf"))) {
      return files.filter(file -> file.toString().endsWith(".conf") && !file.startsWith("conf/data")).toList();
    }
  }

  /** Exact and in floating point: the recorded experiments stay what they are. */
  @ParameterizedTest
  @MethodSource("shippedConfigurations")
  void shippedConfigurationsKeepTheirNumber(Path file) {
    ExperimentConfig config =
        ConfigLoader.load(file, List.of("data.source=embedded", "data.image.height=32", "data.image.width=32"));
    assertSame(config.model(), config.data().image());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 0.6, 0.75, 0.85, 0.9})
  void shippedSweepsKeepTheirNumber(double ratio) {
    for (int side : List.of(4, 8, 16)) {
      assertSame(Tiny.withMaskRatio(Tiny.model(), ratio), new ImageShape(2 * side, 2 * side, 3));
    }
  }

  private static void assertSame(ModelConfig model, ImageShape image) {
    assertEquals((int) (model.patches(image) * (1 - model.maskRatio())), model.visiblePatches(image));
    assertTrue(model.visiblePatches(image) > 0);
  }
}
