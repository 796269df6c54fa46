package org.mae4j.eval;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A k-nearest-neighbors classifier on features: the class of most of the k training images with the highest cosine
 * similarity. Among classes with equally many it is the one with the larger sum of similarities, and among classes with
 * equal sums the first. Of images with equal similarity, those with lower indices are nearer.
 */
public final class NearestNeighbors {
  /** Rows that are compared at once; few, because raw pixels of all images would not fit in memory twice. */
  private static final int BLOCK = 512;

  private final Features train;
  private final int k;

  /**
   * A training image that is near to another image.
   *
   * @param image index of the training image
   * @param similarity cosine of the angle between the features of both, in [-1, 1]
   */
  public record Neighbor(int image, float similarity) {}

  /** @param k number of neighbors that vote, at least 1; limited to the number of training images */
  public NearestNeighbors(Features train, int k) {
    this.train = train;
    this.k = Math.min(k, train.rows().length);
  }

  public Scores classify(Features features) {
    return Scores.of(of(features).stream().mapToInt(this::vote).toArray(), features.images());
  }

  /** Returns the k neighbors of each image of {@code features}, the nearest first. */
  public List<List<Neighbor>> of(Features features) {
    List<NearestList> nearest = Stream.generate(() -> new NearestList(k)).limit(features.rows().length).toList();
    for (int from = 0; from < train.rows().length; from += BLOCK) {
      try (INDArray known = normalized(train.rows(), from)) {
        for (int asked = 0; asked < nearest.size(); asked += BLOCK) {
          compare(features, asked, known, from, nearest);
        }
      }
    }
    return nearest.stream().map(NearestList::neighbors).toList();
  }

  /** Offers the training images {@code known}, from {@code from} on, to the images of a block of {@code features}. */
  private static void compare(Features features, int asked, INDArray known, int from, List<NearestList> nearest) {
    try (INDArray rows = normalized(features.rows(), asked);
        INDArray similarities = Nd4j.gemm(rows, known, false, true)) { // [asked, known]
      float[][] values = similarities.toFloatMatrix();
      for (int i = 0; i < values.length; i++) {
        nearest.get(asked + i).offer(from, values[i]);
      }
    }
  }

  private int vote(List<Neighbor> neighbors) {
    int[] votes = new int[train.images().classNames().size()];
    double[] sums = new double[votes.length];
    for (Neighbor neighbor : neighbors) {
      votes[train.images().label(neighbor.image())]++;
      sums[train.images().label(neighbor.image())] += neighbor.similarity();
    }
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      if (votes[c] > votes[best] || votes[c] == votes[best] && sums[c] > sums[best]) {
        best = c;
      }
    }
    return best;
  }

  /** Returns the block of rows from {@code from} on, scaled to length 1. */
  private static INDArray normalized(float[][] rows, int from) {
    float[][] unit = new float[Math.min(BLOCK, rows.length - from)][];
    for (int i = 0; i < unit.length; i++) {
      float[] row = rows[from + i];
      double squares = 0;
      for (float value : row) {
        squares += (double) value * value;
      }
      float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
      unit[i] = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        unit[i][j] = row[j] * scale;
      }
    }
    return Nd4j.createFromArray(unit);
  }
}
