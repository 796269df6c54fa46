package org.mae4j.sweep.importance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A k-fold cross-validation: each trial is predicted by a forest that was grown without its fold.
 *
 * @param rows encoded parameters of the trials, {@code [trials][columns]}
 * @param targets objectives of the trials, not all equal
 * @param forests one per fold
 * @param fold of each trial, in [0, folds)
 */
record CrossValidation(double[][] rows, double[] targets, List<Forest> forests, int[] fold) {
  private static final int FOLDS = 10;
  /** Above this number of trials, fewer folds suffice. */
  private static final int MANY = 100;
  private static final int FOLDS_OF_MANY = 5;
  private static final int SHUFFLES = 20;
  private static final long SEED = 1;

  static CrossValidation of(double[][] rows, double[] targets) {
    int folds = rows.length > MANY ? FOLDS_OF_MANY : Math.min(FOLDS, rows.length);
    List<Integer> order = shuffled(rows.length, new Random(SEED));
    int[] fold = new int[rows.length];
    IntStream.range(0, rows.length).forEach(i -> fold[order.get(i)] = i % folds);
    List<Forest> forests = IntStream.range(0, folds).mapToObj(left -> {
      int[] kept = IntStream.range(0, rows.length).filter(i -> fold[i] != left).toArray();
      return Forest.grow(IntStream.of(kept).mapToObj(i -> rows[i]).toArray(double[][]::new),
          IntStream.of(kept).mapToDouble(i -> targets[i]).toArray(), SEED);
    }).toList();
    return new CrossValidation(rows, targets, forests, fold);
  }

  private static List<Integer> shuffled(int count, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  /** Returns R², the fraction of the variance that is predicted; below 0 if the mean is a better prediction. */
  double fit() {
    return fit(rows);
  }

  private double fit(double[][] inputs) {
    double error = IntStream.range(0, rows.length)
        .mapToDouble(i -> Math.pow(targets[i] - forests.get(fold[i]).predict(inputs[i]), 2)).sum();
    return 1 - error / (StatUtils.populationVariance(targets) * targets.length);
  }

  /**
   * Returns the loss of R² when the values of one parameter are shuffled between trials, over several shuffles.
   *
   * @param fit the {@link #fit} without shuffling
   */
  SummaryStatistics loss(Encoding.Columns columns, double fit) {
    Random random = new Random(SEED);
    SummaryStatistics losses = new SummaryStatistics();
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      List<Integer> donors = shuffled(rows.length, random);
      double[][] inputs = IntStream.range(0, rows.length).mapToObj(i -> {
        double[] row = rows[i].clone();
        System.arraycopy(rows[donors.get(i)], columns.first(), row, columns.first(), columns.count());
        return row;
      }).toArray(double[][]::new);
      losses.addValue(fit - fit(inputs));
    }
    return losses;
  }
}
