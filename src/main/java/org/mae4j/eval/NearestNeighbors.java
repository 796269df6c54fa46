package org.mae4j.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A k-nearest-neighbors classifier on features: the class of most of the k training images with the highest cosine
 * similarity; among classes with equally many, the one with the larger sum of similarities.
 */
public final class NearestNeighbors {
  private static final int BLOCK = 256;

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
    float[][] votes = of(features).stream().map(this::votes).toArray(float[][]::new);
    return Scores.of(votes, features.images());
  }

  /** Returns the k neighbors of each image of {@code features}, the nearest first. */
  public List<List<Neighbor>> of(Features features) {
    int count = features.rows().length;
    List<List<Neighbor>> neighbors = new ArrayList<>(count);
    try (INDArray known = normalized(train.rows())) {
      for (int from = 0; from < count; from += BLOCK) {
        int to = Math.min(from + BLOCK, count);
        try (INDArray asked = normalized(Arrays.copyOfRange(features.rows(), from, to));
            INDArray similarities = Nd4j.gemm(asked, known, false, true)) {
          for (float[] row : similarities.toFloatMatrix()) { // [to − from, train]
            neighbors.add(Arrays.stream(nearest(row)).mapToObj(i -> new Neighbor(i, row[i])).toList());
          }
        }
      }
    }
    return neighbors;
  }

  /** Returns the votes by class: one for each neighbor, plus a fraction below one that decides ties. */
  private float[] votes(List<Neighbor> neighbors) {
    float[] votes = new float[train.images().classNames().size()];
    for (Neighbor neighbor : neighbors) {
      votes[train.images().label(neighbor.image())] += 1 + neighbor.similarity() / (4 * k);
    }
    return votes;
  }

  /** Returns the k largest of {@code similarities}, by insertion: few of the many images are inserted. */
  private int[] nearest(float[] similarities) {
    int[] best = new int[k];
    int found = 0;
    for (int i = 0; i < similarities.length; i++) {
      if (found == k && similarities[i] <= similarities[best[k - 1]]) {
        continue;
      }
      int place = found < k ? found++ : k - 1;
      while (place > 0 && similarities[best[place - 1]] < similarities[i]) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = i;
    }
    return best;
  }

  private static INDArray normalized(float[][] rows) {
    float[][] unit = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double squares = 0;
      for (float value : rows[i]) {
        squares += value * value;
      }
      float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
      unit[i] = new float[rows[i].length];
      for (int j = 0; j < unit[i].length; j++) {
        unit[i][j] = rows[i][j] * scale;
      }
    }
    return Nd4j.createFromArray(unit);
  }
}
