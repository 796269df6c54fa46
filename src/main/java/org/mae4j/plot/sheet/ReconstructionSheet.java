package org.mae4j.plot.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.reconstruction.ReconstructionEvaluation;
import org.mae4j.eval.reconstruction.Reconstructor;

/**
 * Draws original images, masked images and reconstructions as one picture.
 *
 * @param images images of which the first are drawn; the mask of an image depends on its index
 */
public record ReconstructionSheet(Reconstructor reconstructor, ImageSet images) {

  /**
   * Draws at most {@code count} images to {@code file}; writes no file if {@code count} is 0.
   *
   * @param subject what the images are, and of which model the reconstructions are
   */
  public void write(String subject, int count, Path file) throws IOException {
    if (count > 0) {
      new ReconstructionGrid(images.shape(), reconstructor.config().patch())
          .write(reconstructions(images.first(count)), caption(subject), file);
    }
  }

  private List<String> caption(String subject) {
    List<String> lines = new ArrayList<>(List.of(subject, reconstructor.masked() == 0
        ? "nothing is masked: the reconstruction predicts all patches"
        : "gray: masked patches, which the reconstruction predicts"));
    if (reconstructor.config().normalizeTargets()) {
      lines.add("their mean and contrast: of visible patches nearby");
    }
    return lines;
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
