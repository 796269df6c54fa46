package org.mae4j.eval.reconstruction;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.mae4j.data.ImageSet;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.model.patch.PatchGrid;

/** Evaluates reconstructions against the images. */
public final class ReconstructionEvaluation {
  private final PatchGrid grid;
  private final PixelScale scale;
  private final boolean normalized;
  /** Sums of squared errors by image: for each channel masked, all, pasted; then normalized masked. */
  private final double[][] sums;
  private final ImageSet images;

  private ReconstructionEvaluation(Reconstructor reconstructor, ImageSet images) {
    this.grid = reconstructor.grid();
    this.scale = reconstructor.scale();
    this.normalized = reconstructor.config().normalizeTargets();
    this.images = images;
    this.sums = new double[images.size()][3 * images.shape().channels() + 1];
  }

  /** Reconstructs and evaluates all images of a set. */
  public static ReconstructionScores score(Reconstructor reconstructor, ImageSet images) {
    return score(reconstructor, images, (image, prediction) -> {});
  }

  /** Reconstructs and evaluates all images of a set, whose predictions {@code others} receives too. */
  public static ReconstructionScores score(Reconstructor reconstructor, ImageSet images, Reconstructor.Sink others) {
    ReconstructionEvaluation evaluation = new ReconstructionEvaluation(reconstructor, images);
    reconstructor.run(images, (image, prediction) -> {
      evaluation.add(image, prediction);
      others.accept(image, prediction);
    });
    return evaluation.scores(reconstructor);
  }

  /** Returns the image of a prediction, in [-1, 1] and channel-major, not clipped. */
  public static float[] pixels(Reconstructor reconstructor, ImageSet images, int image,
      Reconstructor.Prediction prediction) {
    ReconstructionEvaluation evaluation = new ReconstructionEvaluation(reconstructor, images);
    float[] pixels = new float[images.shape().size()];
    evaluation.grid.unpatchify(evaluation.restored(evaluation.patches(image), prediction), pixels);
    return pixels;
  }

  private void add(int image, Reconstructor.Prediction prediction) {
    float[] truth = patches(image);
    float[] predicted = restored(truth, prediction);
    PatchStatistics statistics = statistics(truth);
    double[] sum = sums[image];
    for (int i = 0; i < truth.length; i++) {
      int n = i / grid.patchSize();
      int channel = i % images.shape().channels();
      double squared = Math.pow(predicted[i] - truth[i], 2);
      sum[3 * channel + 1] += squared;
      if (prediction.masked()[n]) {
        sum[3 * channel] += squared;
        sum[3 * channel + 2] += squared;
        sum[sum.length - 1] +=
            Math.pow(prediction.patches()[i] - statistics.normalized(n, scale.toModel(truth[i], channel)), 2);
      }
    }
  }

  private ReconstructionScores scores(Reconstructor reconstructor) {
    int channels = images.shape().channels();
    double perChannel = (double) images.size() * images.shape().size() / channels;
    double removedShare = (double) reconstructor.masked() / grid.patches();
    List<ReconstructionScores.Errors> errors =
        IntStream.range(0, channels).mapToObj(c -> new ReconstructionScores.Errors(
            total(3 * c) / ReconstructionScores.PIXEL_UNITS / (perChannel * removedShare),
            total(3 * c + 1) / ReconstructionScores.PIXEL_UNITS / perChannel,
            total(3 * c + 2) / ReconstructionScores.PIXEL_UNITS / perChannel)).toList();
    return new ReconstructionScores(errors, normalized
        ? OptionalDouble.of(total(3 * channels) / (perChannel * channels * removedShare))
        : OptionalDouble.empty(), loss(errors));
  }

  /** Returns the masked MSE in the units of the model's values. */
  private double loss(List<ReconstructionScores.Errors> errors) {
    return IntStream.range(0, errors.size()).mapToDouble(c -> ReconstructionScores.PIXEL_UNITS
        * errors.get(c).maskedMse() / Math.pow(scale.range(c), 2)).average().orElseThrow();
  }

  /** Returns the sum in the order of the images, whichever thread evaluated them. */
  private double total(int column) {
    double total = 0;
    for (double[] sum : sums) {
      total += sum[column];
    }
    return total;
  }

  /** Returns an image as patches of pixels in [-1, 1], {@code [N·P]}. */
  private float[] patches(int image) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(image, pixels, 0);
    return grid.patchify(pixels);
  }

  /** Returns the prediction as patches of pixels in [-1, 1], as {@code truth} is. */
  private float[] restored(float[] truth, Reconstructor.Prediction prediction) {
    float[] values = normalized ? statistics(truth).restore(prediction.patches(), prediction.masked())
        : prediction.patches();
    float[] pixels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = scale.toPixel(values[i], i % images.shape().channels());
    }
    return pixels;
  }

  /** Returns the statistics of the model's values of {@code truth}, by which its targets are standardized. */
  private PatchStatistics statistics(float[] truth) {
    float[] values = new float[truth.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale.toModel(truth[i], i % images.shape().channels());
    }
    return new PatchStatistics(grid, values);
  }
}
