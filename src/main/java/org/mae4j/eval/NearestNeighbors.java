package org.mae4j.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A k-nearest-neighbors classifier on features: the class of most of the k training images with the highest cosine
 * similarity. Among classes with equally many it is the one with the larger sum of similarities, and among classes with
 * equal sums the first. Of images with equal similarity, those with lower indices are nearer.
 */
public final class NearestNeighbors implements ClassifierHead {
  /** Rows that are compared at once; few, because raw pixels of all images would not fit in memory twice. */
  private static final int BLOCK = 512;

  private final float[][] train;
  private final int[] labels;
  private final int classes;
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
    this(train.rows(), IntStream.range(0, train.rows().length).map(train.images()::label).toArray(),
        train.images().classNames().size(), k);
  }

  /**
   * Creates a classifier.
   *
   * @param train features of the training images, {@code [images][width]}
   * @param labels class of each training image
   * @param k number of neighbors that vote, at least 1; limited to the number of training images
   */
  public NearestNeighbors(float[][] train, int[] labels, int classes, int k) {
    this.train = train;
    this.labels = labels;
    this.classes = classes;
    this.k = Math.min(k, train.length);
  }

  @Override
  public int classes() {
    return classes;
  }

  public Scores classify(Features features) {
    return Scores.of(rank(features.rows()).stream().mapToInt(ranked -> ranked.order()[0]).toArray(),
        features.images());
  }

  /** Ranks classes by the number of neighbors; their fraction is the probability. */
  @Override
  public List<RankedClasses> rank(float[][] outputs) {
    return of(outputs).stream().map(this::vote).toList();
  }

  /** Returns the k neighbors of each of some images, the nearest first. @param rows features, {@code [images][width]} */
  public List<List<Neighbor>> of(float[][] rows) {
    List<NearestList> nearest = Stream.generate(() -> new NearestList(k)).limit(rows.length).toList();
    for (int from = 0; from < train.length; from += BLOCK) {
      try (INDArray known = normalized(train, from)) {
        for (int asked = 0; asked < nearest.size(); asked += BLOCK) {
          compare(rows, asked, known, from, nearest);
        }
      }
    }
    return nearest.stream().map(NearestList::neighbors).toList();
  }

  /** Offers the training images {@code known}, from {@code from} on, to the images of a block of {@code features}. */
  private static void compare(float[][] features, int asked, INDArray known, int from, List<NearestList> nearest) {
    try (INDArray rows = normalized(features, asked);
        INDArray similarities = Nd4j.gemm(rows, known, false, true)) { // [asked, known]
      float[][] values = similarities.toFloatMatrix();
      for (int i = 0; i < values.length; i++) {
        nearest.get(asked + i).offer(from, values[i]);
      }
    }
  }

  private RankedClasses vote(List<Neighbor> neighbors) {
    double[] votes = new double[classes];
    double[] sums = new double[classes];
    for (Neighbor neighbor : neighbors) {
      votes[labels[neighbor.image()]]++;
      sums[labels[neighbor.image()]] += neighbor.similarity();
    }
    return RankedClasses.of(Arrays.stream(votes).map(count -> count / neighbors.size()).toArray(),
        Comparator.<Integer>comparingDouble(c -> -votes[c]).thenComparingDouble(c -> -sums[c]));
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
