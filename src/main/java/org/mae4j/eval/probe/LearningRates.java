package org.mae4j.eval.probe;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Learning rates that were tried, with the accuracy on validation that each reached. Several rates are a grid, which is
 * widened by numbers of the series 0.1, 0.3, 1, 3, … until both ends are less accurate than the best rate. A
 * single rate is used as it is.
 *
 * @param accuracies accuracy on validation in [0, 1] by learning rate, at least one
 */
public record LearningRates(SortedMap<Double, Double> accuracies) {
  public LearningRates {
    accuracies = new TreeMap<>(accuracies);
  }

  /** Returns the rate with the highest accuracy; of several with the same, the one in the middle of them. */
  public double best() {
    List<Double> equals = accuracies.keySet().stream().filter(rate -> accuracies.get(rate) == highest()).toList();
    return equals.get((equals.size() - 1) / 2);
  }

  /** Returns whether both ends of the grid are less accurate than the best rate, or the best rate makes no errors. */
  public boolean isWideEnough() {
    return highest() == 1 || lowerEnd() < highest() && upperEnd() < highest();
  }

  /** Returns the rate that widens the grid where an end is as accurate as any rate; empty if none is needed. */
  public OptionalDouble wider() {
    if (accuracies.size() == 1 || isWideEnough()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        upperEnd() == highest() ? above(accuracies.lastKey()) : below(accuracies.firstKey()));
  }

  private double highest() {
    return Collections.max(accuracies.values());
  }

  private double lowerEnd() {
    return accuracies.get(accuracies.firstKey());
  }

  private double upperEnd() {
    return accuracies.get(accuracies.lastKey());
  }

  /** Returns the highest number of the series that is at most half of {@code rate}. */
  private static double below(double rate) {
    int index = 2 * exponent(rate) + 2;
    while (member(index) > rate / 2) {
      index--;
    }
    return member(index);
  }

  /** Returns the lowest number of the series that is at least twice {@code rate}. */
  private static double above(double rate) {
    int index = 2 * exponent(rate) - 2;
    while (member(index) < rate * 2) {
      index++;
    }
    return member(index);
  }

  private static int exponent(double rate) {
    return (int) Math.floor(Math.log10(rate));
  }

  /** Returns the number at {@code index} of the series; parsed, because a product of powers is not exactly 0.003. */
  private static double member(int index) {
    return Double.parseDouble((index % 2 == 0 ? "1e" : "3e") + Math.floorDiv(index, 2));
  }
}
