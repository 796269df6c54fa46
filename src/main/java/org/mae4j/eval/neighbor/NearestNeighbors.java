package org.mae4j.eval.neighbor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.engine.parallel.WorkerThreads;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.ClassifierHead;
import org.mae4j.eval.Features;
import org.mae4j.eval.RankedClasses;
import org.mae4j.eval.Scores;

/**
 * A k-nearest-neighbors classifier on features: the class of most of the k training images with the highest cosine
 * similarity. Among classes with equally many it is the one with the larger sum of similarities, and among classes with
 * equal sums the first. Of images with equal similarity, those with lower indices are nearer.
 */
public final class NearestNeighbors implements ClassifierHead {
  /** Bytes that the threads may need for vectors that they compare. */
  private static final long MEMORY = 256_000_000;

  private final UnitVectors train;
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
    this.train = new UnitVectors(train);
    this.labels = labels;
    this.classes = classes;
    this.k = Math.min(k, train.length);
  }

  @Override
  public int classes() {
    return classes;
  }

  /**
   * Returns the scores of the most frequent classes.
   *
   * @param workers threads that compare images; their number does not change the scores
   * @throws org.mae4j.engine.parallel.StoppedException if the workers were stopped
   */
  public Scores classify(Features features, Workers workers) {
    return Scores.of(of(features.rows(), workers).stream().mapToInt(neighbors -> vote(neighbors).order()[0]).toArray(),
        features.images());
  }

  /** Ranks classes by the number of neighbors; their fraction is the probability. */
  @Override
  public List<RankedClasses> rank(float[][] outputs) {
    return of(outputs, Workers.of(1)).stream().map(this::vote).toList();
  }

  /**
   * Returns the k neighbors of each of some images, the nearest first.
   *
   * @param rows features, {@code [images][width]}
   * @param workers threads that compare images; their number does not change the neighbors
   * @throws org.mae4j.engine.parallel.StoppedException if the workers were stopped
   */
  public List<List<Neighbor>> of(float[][] rows, Workers workers) {
    UnitVectors asked = new UnitVectors(rows);
    List<NearestList> nearest = Stream.generate(() -> new NearestList(k)).limit(rows.length).toList();
    try (WorkerThreads threads = new WorkerThreads(threads(asked, workers))) {
      threads.share(asked.blocks(), block -> {
        if (!workers.stopRequested().getAsBoolean()) {
          asked.offer(train, block, nearest);
        }
      });
    }
    workers.requireNotStopped();
    return nearest.stream().map(NearestList::neighbors).toList();
  }

  private static int threads(UnitVectors asked, Workers workers) {
    return (int) Math.max(1, Math.min(workers.threads(), MEMORY / Math.max(1, asked.bytesPerBlock())));
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
}
