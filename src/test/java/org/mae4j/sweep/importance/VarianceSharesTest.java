package org.mae4j.sweep.importance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mae4j.report.sweep.SweptParameter;

/** Compares shares with sums over all points of the space, and with objectives whose shares are known. */
class VarianceSharesTest {
  private static final SortedMap<String, String> SPACES = new TreeMap<>(Map.of(
      "kind", "choice [a, b, c]",
      "rate", "logUniform [1.0E-4, 0.01]",
      "depth", "integer [1, 4], step 1 when kind is a or b",
      "width", "choice [8, 16] when depth is 2 or 3 and kind is b or c"));
  private static final List<String> KINDS = List.of("a", "b", "c");
  private static final List<String> WIDTHS = List.of("8", "16");
  private static final int RATES = 33;

  /** Returns the point of given values, without the parameters whose condition is not met. */
  private static Map<String, String> point(String kind, double rate, int depth, String width) {
    Map<String, String> point = new TreeMap<>(Map.of("kind", kind, "rate", Double.toString(rate)));
    if (!kind.equals("c")) {
      point.put("depth", Integer.toString(depth));
      if ((depth == 2 || depth == 3) && kind.equals("b")) {
        point.put("width", width);
      }
    }
    return point;
  }

  private static List<Map<String, String>> points(int count) {
    Random random = new Random(3);
    return Stream.generate(() -> point(KINDS.get(random.nextInt(3)), Math.pow(10, -4 + 2 * random.nextDouble()),
        1 + random.nextInt(4), WIDTHS.get(random.nextInt(2)))).limit(count).toList();
  }

  private static double objective(Map<String, String> point) {
    double depth = Double.parseDouble(point.getOrDefault("depth", "0"));
    double rate = Math.log10(Double.parseDouble(point.get("rate")));
    return depth * (rate + 3) + KINDS.indexOf(point.get("kind")) + ("16".equals(point.get("width")) ? 4 * rate : 0);
  }

  private static List<SweptParameter> parameters(Map<String, String> spaces, List<Map<String, String>> points) {
    return spaces.keySet().stream().map(key -> SweptParameter.of(key, spaces.get(key),
        points.stream().flatMap(point -> Stream.ofNullable(point.get(key))).toList())).toList();
  }

  /** A point of the whole space: an index for each parameter, the probability, and the prediction of one tree. */
  private record GridPoint(List<Integer> all, double probability, double value) {
    List<Integer> indices(int... parameters) {
      return IntStream.of(parameters).mapToObj(all::get).toList();
    }
  }

  /** Returns all points; the rate has the values of the encoding, of which the first and the last are half as likely. */
  private static List<GridPoint> grid(Encoding encoding, Tree tree) {
    Encoding.Columns rates = encoding.columns().get(2);
    List<GridPoint> grid = new ArrayList<>();
    for (int i = 0; i < 4 * 3 * RATES * 2; i++) {
      int[] at = {i % 4, i / 4 % 3, i / 12 % RATES, i / 12 / RATES};
      double rate = rates.low() * Math.pow(rates.high() / rates.low(), at[2] / (RATES - 1.0));
      double[] row = encoding.row(point(KINDS.get(at[1]), rate, 1 + at[0], WIDTHS.get(at[3])));
      double probability = (at[2] % (RATES - 1) == 0 ? 0.5 : 1) / (RATES - 1) / 24;
      grid.add(new GridPoint(IntStream.of(at).boxed().toList(), probability, tree.predict(row)));
    }
    return grid;
  }

  /**
   * Returns the share of an effect by its definition: the variance of the sum of the expectation over all other
   * parameters and, with alternating signs, of the effects of fewer parameters.
   */
  private static double share(List<GridPoint> grid, int... parameters) {
    double mean = grid.stream().mapToDouble(point -> point.probability() * point.value()).sum();
    double total = grid.stream().mapToDouble(p -> p.probability() * Math.pow(p.value() - mean, 2)).sum();
    List<Map<List<Integer>, Double>> alone = IntStream.of(parameters).mapToObj(i -> expectations(grid, i)).toList();
    Map<List<Integer>, Double> both = expectations(grid, parameters);
    double effect = grid.stream().mapToDouble(point -> {
      double fewer = parameters.length < 2 ? mean : IntStream.range(0, parameters.length)
          .mapToDouble(i -> alone.get(i).get(point.indices(parameters[i]))).sum() - mean;
      return point.probability() * Math.pow(both.get(point.indices(parameters)) - fewer, 2);
    }).sum();
    return effect / total;
  }

  /** Returns the expectation of the predictions for all values of some parameters. */
  private static Map<List<Integer>, Double> expectations(List<GridPoint> grid, int... parameters) {
    Map<List<Integer>, List<GridPoint>> groups =
        grid.stream().collect(Collectors.groupingBy(point -> point.indices(parameters)));
    Map<List<Integer>, Double> expectations = new HashMap<>();
    groups.forEach((indices, points) -> expectations.put(indices,
        points.stream().mapToDouble(point -> point.probability() * point.value()).sum()
            / points.stream().mapToDouble(GridPoint::probability).sum()));
    return expectations;
  }

  @Test
  void sharesAreThoseOfAllPointsOfTheSpace() {
    List<Map<String, String>> points = points(80);
    List<SweptParameter> parameters = parameters(SPACES, points);
    Encoding encoding = Encoding.of(parameters, points);
    Forest grown = Forest.grow(points.stream().map(encoding::row).toArray(double[][]::new),
        points.stream().mapToDouble(VarianceSharesTest::objective).toArray(), 1);
    for (Tree tree : grown.trees().subList(0, 2)) {
      Forest single = new Forest(List.of(tree), 0, 1);
      VarianceShares shares = VarianceShares.of(single, encoding, points);
      List<GridPoint> grid = grid(encoding, tree);
      for (int i = 0; i < 4; i++) {
        assertEquals(share(grid, i), shares.share(List.of(parameters.get(i))).orElseThrow().mean(), 1e-9);
        for (int j = 0; j < i; j++) {
          assertEquals(share(grid, i, j),
              shares.share(List.of(parameters.get(i), parameters.get(j))).orElseThrow().mean(), 1e-9);
        }
      }
    }
  }

  private static final Map<String, String> UNIT =
      new TreeMap<>(Map.of("x", "uniform [0.0, 1.0]", "y", "uniform [0.0, 1.0]", "z", "uniform [0.0, 1.0]"));

  /** Returns the shares of x, y and z, and of x and y together, of an objective of x and y. */
  private static double[] shares(ToDoubleFunction<double[]> objective) {
    Random random = new Random(7);
    List<double[]> numbers = Stream.generate(() -> random.doubles(3).toArray()).limit(300).toList();
    List<Map<String, String>> points = numbers.stream().<Map<String, String>>map(at -> Map.of("x",
        Double.toString(at[0]), "y", Double.toString(at[1]), "z", Double.toString(at[2]))).toList();
    List<SweptParameter> parameters = parameters(UNIT, points);
    Encoding encoding = Encoding.of(parameters, points);
    Forest forest = Forest.grow(points.stream().map(encoding::row).toArray(double[][]::new),
        numbers.stream().mapToDouble(objective).toArray(), 1);
    VarianceShares shares = VarianceShares.of(forest, encoding, points);
    return Stream.of(parameters.subList(0, 1), parameters.subList(1, 2), parameters.subList(2, 3),
        parameters.subList(0, 2)).mapToDouble(of -> shares.share(of).orElseThrow().mean()).toArray();
  }

  /** The variances of 2x and y are as 4 to 1. */
  @Test
  void aSumHasMainEffectsOnly() {
    double[] shares = shares(at -> 2 * at[0] + at[1]);
    assertEquals(0.8, shares[0], 0.03);
    assertEquals(0.2, shares[1], 0.03);
    assertEquals(0, shares[2], 0.01);
    assertEquals(0, shares[3], 0.02);
  }

  /** The variance of the product of two centered variables with variance 1/12 is 1/144; that of x is 1/12. */
  @Test
  void aProductIsAnInteraction() {
    double[] shares = shares(at -> 0.5 * at[0] + 2 * Math.sqrt(3) * (at[0] - 0.5) * (at[1] - 0.5));
    double x = 0.25 / 12;
    double both = 12.0 / 144;
    assertEquals(x / (x + both), shares[0], 0.06);
    assertEquals(0, shares[1], 0.05);
    assertEquals(both / (x + both), shares[3], 0.1);
    assertTrue(shares[2] < 0.02, "z has no effect");
  }
}
