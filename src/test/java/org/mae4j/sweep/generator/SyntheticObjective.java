package org.mae4j.sweep.generator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mae4j.sweep.space.Condition;
import org.mae4j.sweep.space.FiniteNumbers;
import org.mae4j.sweep.space.SearchSpace;
import org.mae4j.sweep.space.Space;

/** Functions with known minima by which searches are compared. Regret is the distance to the minimum. */
enum SyntheticObjective {
  /** Two dimensions, three global minima. */
  BRANIN(reals(2)) {
    @Override
    double regret(SortedMap<String, String> parameters) {
      double first = 15 * value(parameters, "x0") - 5;
      double second = 15 * value(parameters, "x1");
      double curve = second - 5.1 / (4 * Math.PI * Math.PI) * first * first + 5 / Math.PI * first - 6;
      return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(first) + 10 - 0.39788735772973816;
    }
  },
  /** Six dimensions, six local minima. */
  HARTMANN6(reals(6)) {
    @Override
    double regret(SortedMap<String, String> parameters) {
      double sum = 0;
      for (int i = 0; i < HEIGHTS.length; i++) {
        double exponent = 0;
        for (int d = 0; d < 6; d++) {
          double distance = value(parameters, "x" + d) - CENTERS[i][d] * 1e-4;
          exponent += WIDTHS[i][d] * distance * distance;
        }
        sum += HEIGHTS[i] * Math.exp(-exponent);
      }
      return 3.32236801141551 - sum;
    }
  },
  /** A choice with its own rate each, a momentum that only two of the three have, an integer and a step. */
  CONDITIONAL(mixed()) {
    @Override
    double regret(SortedMap<String, String> parameters) {
      int kind = List.of("a", "b", "c").indexOf(parameters.get("kind"));
      double regret = FLOORS[kind] + Math.pow(Math.log10(value(parameters, "rate")) - RATES[kind], 2)
          + 0.03 * Math.pow(value(parameters, "depth") - 4, 2) + Math.pow(value(parameters, "share") - 0.3, 2);
      return kind == 0 ? regret : regret + Math.pow(value(parameters, "momentum") - 0.8, 2);
    }
  },
  /** A bowl in four dimensions, measured with noise. */
  NOISY(reals(4)) {
    @Override
    double regret(SortedMap<String, String> parameters) {
      double[] minimum = {0.3, 0.7, 0.5, 0.2};
      return IntStream.range(0, 4)
          .mapToDouble(d -> (d + 1) * Math.pow(value(parameters, "x" + d) - minimum[d], 2)).sum();
    }

    @Override
    double measured(SortedMap<String, String> parameters, Random noise) {
      return regret(parameters) + 0.05 * noise.nextGaussian();
    }
  };

  private static final double[] FLOORS = {0.2, 0, 0.35};
  private static final double[] RATES = {-3.5, -2.5, -2};
  private static final double[] HEIGHTS = {1, 1.2, 3, 3.2};
  private static final double[][] WIDTHS = {{10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14},
      {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}};
  private static final double[][] CENTERS = {{1312, 1696, 5569, 124, 8283, 5886}, {2329, 4135, 8307, 3736, 1004, 9991},
      {2348, 1451, 3522, 2883, 3047, 6650}, {4047, 8828, 8732, 5743, 1091, 381}};

  private final SearchSpace space;

  SyntheticObjective(SearchSpace space) {
    this.space = space;
  }

  SearchSpace space() {
    return space;
  }

  abstract double regret(SortedMap<String, String> parameters);

  /** Returns what a trial measures. */
  double measured(SortedMap<String, String> parameters, Random noise) {
    return regret(parameters);
  }

  private static double value(SortedMap<String, String> parameters, String key) {
    return Double.parseDouble(parameters.get(key));
  }

  private static SearchSpace reals(int dimensions) {
    SortedMap<String, Space> spaces = new TreeMap<>();
    IntStream.range(0, dimensions).forEach(d -> spaces.put("x" + d, new Space.RealRange(0, 1, false)));
    return new SearchSpace(spaces, new TreeMap<>());
  }

  private static SearchSpace mixed() {
    SortedMap<String, Space> spaces = new TreeMap<>(Map.of("kind", new Space.Categorical(Arrays.asList("a", "b", "c")),
        "rate", new Space.RealRange(1e-5, 1e-1, true), "momentum", new Space.RealRange(0, 1, false), "depth",
        new FiniteNumbers.IntegerRange(1, 6, 1), "share",
        new FiniteNumbers.Stepped(new Space.RealRange(0, 1, false), 0.05)));
    return new SearchSpace(spaces, new TreeMap<>(
        Map.of("momentum", new Condition(new TreeMap<>(Map.of("kind", List.of("b", "c")))))));
  }
}
