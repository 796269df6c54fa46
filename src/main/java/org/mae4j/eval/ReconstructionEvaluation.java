package org.mae4j.eval;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.mae4j.data.ImageSet;
import org.mae4j.model.patch.PatchGrid;

/** Evaluates reconstructions against the images. */
public final class ReconstructionEvaluation {
  private final PatchGrid grid;
  private final boolean normalized;
  /** Sums of squared errors by image: for each channel masked, all, pasted; then normalized masked. */
  private final double[][] sums;
  private final ImageSet images;

  private ReconstructionEvaluation(Reconstructor reconstructor, ImageSet images) {
    this.grid = reconstructor.grid();
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
    PatchStatistics statistics = new PatchStatistics(grid, truth);
    double[] sum = sums[image];
    for (int i = 0; i < truth.length; i++) {
      int n = i / grid.patchSize();
      int channel = i % images.shape().channels();
      double squared = Math.pow(predicted[i] - truth[i], 2);
      sum[3 * channel + 1] += squared;
      if (prediction.masked()[n]) {
        sum[3 * channel] += squared;
        sum[3 * channel + 2] += squared;
        sum[sum.length - 1] += Math.pow(prediction.patches()[i] - statistics.normalized(n, truth[i]), 2);
      }
    }
  }

  private ReconstructionScores scores(Reconstructor reconstructor) {
    int channels = images.shape().channels();
    double perChannel = (double) images.size() * images.shape().size() / channels;
    double removedShare = (double) reconstructor.masked() / grid.patches();
    return new ReconstructionScores(IntStream.range(0, channels).mapToObj(c -> new ReconstructionScores.Errors(
        total(3 * c) / ReconstructionScores.MODEL_UNITS / (perChannel * removedShare),
        total(3 * c + 1) / ReconstructionScores.MODEL_UNITS / perChannel,
        total(3 * c + 2) / ReconstructionScores.MODEL_UNITS / perChannel)).toList(),
        normalized
            ? OptionalDouble.of(total(3 * channels) / (perChannel * channels * removedShare))
            : OptionalDouble.empty());
  }

  /** Returns the sum in the order of the images, whichever thread evaluated them. */
  private double total(int column) {
    double total = 0;
    for (double[] sum : sums) {
      total += sum[column];
    }
    return total;
  }

  private float[] patches(int image) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(image, pixels, 0);
    return grid.patchify(pixels);
  }

  private float[] restored(float[] truth, Reconstructor.Prediction prediction) {
    return normalized
        ? new PatchStatistics(grid, truth).restore(prediction.patches(), prediction.masked())
        : prediction.patches();
  }
}
