package org.mae4j.library;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.load.ConfigLoader;

class ImagePipelineTest {
  /** Whether the threads of the pipeline or that of the caller computes, as it does for a single image. */
  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void anErrorReachesTheCallerAsItIs(int count) {
    Images images = Images.of(Collections.nCopies(count, new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB)));
    OutOfMemoryError error = new OutOfMemoryError("heap");
    ImagePipeline.BatchModel<Integer> model = (pixels, number) -> {
      throw error;
    };
    assertSame(error, assertThrows(Throwable.class,
        () -> new ImagePipeline(ConfigLoader.byDefault()).run(images, model, (name, result) -> {})));
  }
}
