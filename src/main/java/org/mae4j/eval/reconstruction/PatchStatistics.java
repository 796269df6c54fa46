package org.mae4j.eval.reconstruction;

import org.mae4j.model.patch.PatchGrid;

/**
 * Mean and standard deviation of each patch, for models with normalized targets. A prediction is converted to pixels
 * with the statistics of the visible patches around it, weighted by the inverse square of the distance; the
 * statistics of the masked patch itself are part of what is predicted.
 */
final class PatchStatistics {
  /** Added to the variance, as in the training target (arXiv 2111.06377, section 4). */
  private static final double EPSILON = 1e-6;

  private final PatchGrid grid;
  private final double[] means;
  private final double[] deviations;

  /** @param patches an image as patches, {@code [N·P]} */
  PatchStatistics(PatchGrid grid, float[] patches) {
    this.grid = grid;
    this.means = new double[grid.patches()];
    this.deviations = new double[grid.patches()];
    int size = grid.patchSize();
    for (int n = 0; n < grid.patches(); n++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += patches[n * size + i];
      }
      means[n] = sum / size;
      double squares = 0;
      for (int i = 0; i < size; i++) {
        squares += Math.pow(patches[n * size + i] - means[n], 2);
      }
      deviations[n] = Math.sqrt(squares / (size - 1) + EPSILON);
    }
  }

  /** Returns the target for {@code value} in patch {@code n}, standardized by the patch's own statistics. */
  double normalized(int n, double value) {
    return (value - means[n]) / deviations[n];
  }

  /** Returns normalized predictions {@code [N·P]} as pixels, by the statistics of visible patches alone. */
  float[] restore(float[] normalized, boolean[] removed) {
    float[] restored = new float[normalized.length];
    for (int n = 0; n < grid.patches(); n++) {
      double mean = removed[n] ? estimate(means, n, removed) : means[n];
      double deviation = removed[n] ? estimate(deviations, n, removed) : deviations[n];
      for (int i = n * grid.patchSize(); i < (n + 1) * grid.patchSize(); i++) {
        restored[i] = (float) (normalized[i] * deviation + mean);
      }
    }
    return restored;
  }

  private double estimate(double[] statistic, int n, boolean[] removed) {
    double sum = 0;
    double weights = 0;
    for (int other = 0; other < removed.length; other++) {
      if (!removed[other]) {
        double weight = 1 / (Math.pow(n / grid.columns() - other / grid.columns(), 2)
            + Math.pow(n % grid.columns() - other % grid.columns(), 2));
        sum += weight * statistic[other];
        weights += weight;
      }
    }
    return sum / weights;
  }
}
