package org.mae4j.sweep.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.mae4j.report.sweep.RecordedSweep.VarianceShare;
import org.mae4j.report.sweep.SweptParameter;
import org.mae4j.sweep.importance.Partition.Box;
import org.mae4j.sweep.importance.Partition.Requirement;
import org.mae4j.sweep.space.Condition;

/**
 * Functional analysis of variance of a forest (Hutter, Hoos and Leyton-Brown, An Efficient Approach for Assessing
 * Hyperparameter Importance, ICML 2014). The variance of each tree over the search space is divided into the parts that
 * are due to single parameters and to their combinations. Sums over the leaves are exact; nothing is sampled.
 *
 * @param trees boxes of each tree
 */
record VarianceShares(List<Domain> domains, List<List<Box>> trees) {
  /** Below this variance of standardized targets, a tree is constant. */
  private static final double CONSTANT = 1e-12;

  /** @param values of the trials by key */
  static VarianceShares of(Forest forest, Encoding encoding, List<? extends Map<String, String>> values) {
    List<Domain> domains = encoding.columns().stream().map(columns -> Domain.of(columns, values.stream()
        .flatMap(map -> Stream.ofNullable(map.get(columns.parameter().key()))).toList())).toList();
    Partition partition = new Partition(domains,
        domains.stream().map(domain -> requirements(domains, domain.columns().parameter())).toList());
    return new VarianceShares(domains, forest.trees().stream().map(partition::boxes).toList());
  }

  /** Returns the condition of a parameter, and those of the parameters that it names. */
  private static List<Requirement> requirements(List<Domain> domains, SweptParameter parameter) {
    Map<String, List<String>> condition = Condition.inDescription(parameter.space());
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < domains.size(); i++) {
      SweptParameter named = domains.get(i).columns().parameter();
      if (condition.containsKey(named.key())) {
        requirements.addAll(requirements(domains, named));
        requirements.add(new Requirement(i, domains.get(i).indices(condition.get(named.key()))));
      }
    }
    return requirements;
  }

  /**
   * Returns the share of the variance that is due to parameters together and not to fewer of them: its mean and its
   * standard deviation over the trees that are not constant. Empty if all trees are.
   *
   * @param parameters one or two different parameters of the encoding
   */
  Optional<VarianceShare> share(List<SweptParameter> parameters) {
    int[] of = parameters.stream().mapToInt(parameter -> IntStream.range(0, domains.size())
        .filter(i -> domains.get(i).columns().parameter().equals(parameter)).findFirst().orElseThrow()).toArray();
    SummaryStatistics shares = new SummaryStatistics();
    trees.forEach(boxes -> {
      double mean = boxes.stream().mapToDouble(box -> box.value() * volume(box)).sum();
      double variance = boxes.stream().mapToDouble(box -> Math.pow(box.value() - mean, 2) * volume(box)).sum();
      if (variance > CONSTANT) {
        double together = variance(boxes, mean, of);
        double alone = of.length < 2 ? 0 : IntStream.of(of).mapToDouble(i -> variance(boxes, mean, i)).sum();
        shares.addValue((together - alone) / variance);
      }
    });
    return shares.getN() == 0 ? Optional.empty()
        : Optional.of(new VarianceShare(parameters, shares.getMean(), shares.getStandardDeviation()));
  }

  private double volume(Box box) {
    return IntStream.range(0, domains.size()).mapToDouble(i -> probability(box, i)).reduce(1, (a, b) -> a * b);
  }

  private double probability(Box box, int parameter) {
    return domains.get(parameter).probability(box.sides().get(parameter));
  }

  /** Returns the variance of the expectation of a tree, given the values of some parameters. */
  private double variance(List<Box> boxes, double mean, int... of) {
    double[] expectations = new double[IntStream.of(of).map(i -> domains.get(i).size()).reduce(1, (a, b) -> a * b)];
    for (Box box : boxes) {
      double given = IntStream.of(of).mapToDouble(i -> probability(box, i)).reduce(1, (a, b) -> a * b);
      add(expectations, box, box.value() * volume(box) / given, 0, of);
    }
    return IntStream.range(0, expectations.length)
        .mapToDouble(i -> probability(i, of) * Math.pow(expectations[i] - mean, 2)).sum();
  }

  /** Adds a term at all combinations of values in a box. @param index of the combination of the parameters so far */
  private void add(double[] expectations, Box box, double term, int index, int... left) {
    if (left.length == 0) {
      expectations[index] += term;
    } else {
      box.sides().get(left[0]).stream().forEach(i -> add(expectations, box, term,
          index * domains.get(left[0]).size() + i, Arrays.copyOfRange(left, 1, left.length)));
    }
  }

  /** Returns the probability of a combination of values, whose index is that of {@link #add}. */
  private double probability(int index, int... of) {
    double probability = 1;
    int rest = index;
    for (int i = of.length - 1; i >= 0; i--) {
      double[] probabilities = domains.get(of[i]).probabilities();
      probability *= probabilities[rest % probabilities.length];
      rest /= probabilities.length;
    }
    return probability;
  }
}
