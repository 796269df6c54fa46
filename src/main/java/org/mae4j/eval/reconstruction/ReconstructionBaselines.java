package org.mae4j.eval.reconstruction;

import java.util.Arrays;
import org.mae4j.data.ImageSet;
import org.mae4j.model.patch.PatchGrid;

/**
 * Measures reconstructions that need no model, under the masks of a model. A model is worth what it is better than
 * these.
 */
public final class ReconstructionBaselines implements Reconstructor.Sink {
  private final Reconstructor reconstructor;
  private final ImageSet images;
  /** Sums of squared errors over the masked values by image: mean color, interpolation. */
  private final double[][] sums;

  /** @param images all images that are reconstructed */
  public ReconstructionBaselines(Reconstructor reconstructor, ImageSet images) {
    this.reconstructor = reconstructor;
    this.images = images;
    this.sums = new double[images.size()][2];
  }

  @Override
  public void accept(int image, Reconstructor.Prediction prediction) {
    PatchGrid grid = reconstructor.grid();
    float[] truth = new float[images.shape().size()];
    images.copyTo(image, truth, 0);
    boolean[] masked = new boolean[truth.length / images.shape().channels()];
    for (int i = 0; i < truth.length; i++) {
      masked[grid.pixel(i / grid.patchSize(), i % grid.patchSize()) % masked.length] =
          prediction.masked()[i / grid.patchSize()];
    }
    VisiblePixelFill fill = new VisiblePixelFill(images.shape(), masked);
    sums[image][0] = squares(truth, fill.meanColor(truth)); // visible values are unchanged and add nothing
    sums[image][1] = squares(truth, fill.interpolation(truth));
  }

  /** Returns the masked MSE of the mean color of the visible pixels, per channel value in [0, 1]. */
  public double meanColor() {
    return error(0);
  }

  /** Returns the masked MSE of an interpolation of the visible pixels, per channel value in [0, 1]. */
  public double interpolation() {
    return error(1);
  }

  private double error(int column) {
    double values = (double) images.size() * reconstructor.masked() * reconstructor.grid().patchSize();
    return Arrays.stream(sums).mapToDouble(sum -> sum[column]).sum() / values / ReconstructionScores.PIXEL_UNITS;
  }

  private static double squares(float[] truth, float[] filled) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += Math.pow(filled[i] - truth[i], 2);
    }
    return sum;
  }
}
