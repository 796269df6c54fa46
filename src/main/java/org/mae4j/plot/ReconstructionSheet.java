package org.mae4j.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.ReconstructionEvaluation;
import org.mae4j.eval.Reconstructor;

/**
 * Draws original images, masked images and reconstructions as one picture.
 *
 * @param images images of which the first are drawn; the mask of an image depends on its index
 */
public record ReconstructionSheet(Reconstructor reconstructor, ImageSet images) {

  /** Draws at most {@code count} images to {@code file}; writes no file if {@code count} is 0. */
  public void write(String caption, int count, Path file) throws IOException {
    if (count > 0) {
      int[] first = IntStream.range(0, Math.min(count, images.size())).toArray();
      String note = reconstructor.config().normalizeTargets()
          ? "; mean and contrast of masked patches are those of visible patches nearby" : "";
      new ReconstructionGrid(images.shape(), reconstructor.config().patch())
          .write(reconstructions(images.subset(first)), caption + note, file);
    }
  }

  private List<Reconstruction> reconstructions(ImageSet drawn) {
    Reconstruction[] rows = new Reconstruction[drawn.size()];
    reconstructor.run(drawn, (image, prediction) -> {
      float[] original = new float[drawn.shape().size()];
      drawn.copyTo(image, original, 0);
      rows[image] = new Reconstruction(original,
          ReconstructionEvaluation.pixels(reconstructor, drawn, image, prediction), prediction.masked());
    });
    return Arrays.asList(rows);
  }
}
