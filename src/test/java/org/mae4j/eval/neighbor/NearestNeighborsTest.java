package org.mae4j.eval.neighbor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.FeatureSets;
import org.mae4j.eval.Features;
import org.mae4j.eval.Scores;

class NearestNeighborsTest {
  private static final int CLASSES = 4;

  /** 600 queries are more than are compared at once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 1_000})
  void votesAsBruteForceDoes(int k) {
    Features train = FeatureSets.clusters(120, CLASSES, 6, 0.8, 1);
    Features asked = FeatureSets.clusters(600, CLASSES, 6, 0.8, 2);
    int[][] expected = new int[CLASSES][CLASSES];
    for (int i = 0; i < 600; i++) {
      expected[asked.images().label(i)][bruteForce(train, asked.rows()[i], k)]++;
    }
    Scores scores = new NearestNeighbors(train, k).classify(asked, Workers.of(2));
    assertArrayEquals(expected, scores.confusion().orElseThrow());
    assertTrue(scores.accuracy() < 1, "a task without errors would show little");
  }

  /** Three blocks of images, each compared with two blocks of others. */
  @Test
  void neighborsAreThoseOfBruteForceOnAnyNumberOfThreads() {
    Features train = FeatureSets.clusters(700, CLASSES, 6, 0.8, 1);
    float[][] asked = FeatureSets.clusters(1_200, CLASSES, 6, 0.8, 2).rows();
    List<List<NearestNeighbors.Neighbor>> found = new NearestNeighbors(train, 5).of(asked, Workers.of(1));
    assertEquals(1_200, found.size());
    assertEquals(found, new NearestNeighbors(train, 5).of(asked, Workers.of(3)));
    for (int i = 0; i < asked.length; i++) {
      float[] query = asked[i];
      NearestNeighbors.Neighbor first = found.get(i).get(0);
      assertEquals(cosine(train.rows()[first.image()], query), first.similarity(), 1e-5);
      assertEquals(Arrays.stream(train.rows()).mapToDouble(row -> cosine(row, query)).max().orElseThrow(),
          first.similarity(), 1e-5);
    }
  }

  @Test
  void aStopEndsTheComparison() {
    Features train = FeatureSets.clusters(20, CLASSES, 6, 0.8, 1);
    assertThrows(StoppedException.class,
        () -> new NearestNeighbors(train, 5).classify(train, new Workers(2, () -> true)));
  }

  @Test
  void ignoresLengthOfVectors() {
    Features train = new Features(new float[][] {{1, 0}, {0, 10}}, FeatureSets.labeled(2, 0, 1));
    Features asked = new Features(new float[][] {{2, 1}, {0.1f, 0.2f}}, FeatureSets.labeled(2, 0, 1));
    assertEquals(1, new NearestNeighbors(train, 1).classify(asked, Workers.of(2)).accuracy());
  }

  @Test
  void nearestClassWinsTies() {
    Features train = new Features(new float[][] {{1, 0}, {0, 1}}, FeatureSets.labeled(2, 0, 1));
    Features asked = new Features(new float[][] {{1, 0.9f}, {0.9f, 1}}, FeatureSets.labeled(2, 0, 1));
    assertEquals(1, new NearestNeighbors(train, 2).classify(asked, Workers.of(2)).accuracy());
  }

  /** In single precision, 1 + similarity / (4 k) is the same for both classes. */
  @Test
  void smallDifferencesOfSimilarityBreakTies() {
    Features train = new Features(new float[][] {{1, 0.0006f}, {1, 0}, {0, 1}}, FeatureSets.labeled(3, 0, 1, 2));
    Features asked = new Features(new float[][] {{1, 0}}, FeatureSets.labeled(3, 1));
    assertEquals(1, new NearestNeighbors(train, 2).classify(asked, Workers.of(2)).accuracy());
  }

  @Test
  void firstClassWinsATieThatIsExact() {
    Features train = new Features(new float[][] {{0, 1}, {1, 0}}, FeatureSets.labeled(2, 1, 0));
    Features asked = new Features(new float[][] {{1, 1}}, FeatureSets.labeled(2, 0));
    assertEquals(1, new NearestNeighbors(train, 2).classify(asked, Workers.of(2)).accuracy());
  }

  /** More training images than are compared at once, and all equal. */
  @Test
  void firstOfEquallySimilarImagesIsTheNearest() {
    float[][] rows = new float[1100][];
    Arrays.setAll(rows, i -> new float[] {1, 0});
    Features train = new Features(rows, FeatureSets.labeled(1, new int[1100]));
    Features asked = new Features(new float[][] {{1, 0}}, FeatureSets.labeled(1, 0));
    assertEquals(List.of(0, 1, 2), new NearestNeighbors(train, 3).of(asked.rows(), Workers.of(2)).get(0).stream()
        .map(NearestNeighbors.Neighbor::image).toList());
  }

  @Test
  void sortsNeighborsBySimilarity() {
    Features train = new Features(new float[][] {{0, 1}, {2, 0}, {1, 1}}, FeatureSets.labeled(2, 0, 1, 1));
    Features asked = new Features(new float[][] {{3, 0}}, FeatureSets.labeled(2, 1));
    List<NearestNeighbors.Neighbor> found = new NearestNeighbors(train, 2).of(asked.rows(), Workers.of(2)).get(0);
    assertEquals(List.of(1, 2), found.stream().map(NearestNeighbors.Neighbor::image).toList());
    assertEquals(1, found.get(0).similarity(), 1e-6);
    assertEquals(Math.sqrt(0.5), found.get(1).similarity(), 1e-6);
  }

  /**
   * Sorts by cosine similarity. The most frequent class of the first k wins; a tie goes to the class with the larger
   * sum of similarities.
   */
  private static int bruteForce(Features train, float[] query, int k) {
    double[] similarity = Arrays.stream(train.rows()).mapToDouble(row -> cosine(row, query)).toArray();
    int[] nearest = IntStream.range(0, similarity.length).boxed()
        .sorted(Comparator.comparingDouble(i -> -similarity[i])).limit(k).mapToInt(i -> i).toArray();
    int[] votes = new int[CLASSES];
    double[] sums = new double[CLASSES];
    for (int i : nearest) {
      votes[train.images().label(i)]++;
      sums[train.images().label(i)] += similarity[i];
    }
    return IntStream.range(0, CLASSES).boxed()
        .max(Comparator.<Integer>comparingInt(c -> votes[c]).thenComparingDouble(c -> sums[c])).orElseThrow();
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}
