package org.mae4j.sweep.importance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Forests that each have not seen a part of the candidates, and are asked about that part.
 *
 * @param rows of all candidates
 * @param targets of all candidates, not all the same
 * @param forests of each fold
 * @param fold of each candidate
 */
record CrossValidation(double[][] rows, double[] targets, List<Forest> forests, int[] fold) {
  private static final int FOLDS = 10;
  /** More candidates than these can spare a fifth of them. */
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

  /** R²: the share of the variance that is predicted; below 0 where the mean of all predicts better. */
  double fit() {
    return fit(rows);
  }

  private double fit(double[][] asked) {
    double error = IntStream.range(0, rows.length)
        .mapToDouble(i -> Math.pow(targets[i] - forests.get(fold[i]).predict(asked[i]), 2)).sum();
    return 1 - error / (StatUtils.populationVariance(targets) * targets.length);
  }

  /**
   * What is lost of the fit when the values in some columns are shuffled between candidates.
   *
   * @param whole the {@link #fit} of which it is lost
   */
  SummaryStatistics loss(Encoding.Columns columns, double whole) {
    Random random = new Random(SEED);
    SummaryStatistics losses = new SummaryStatistics();
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      List<Integer> donors = shuffled(rows.length, random);
      double[][] asked = IntStream.range(0, rows.length).mapToObj(i -> {
        double[] row = rows[i].clone();
        System.arraycopy(rows[donors.get(i)], columns.first(), row, columns.first(), columns.count());
        return row;
      }).toArray(double[][]::new);
      losses.addValue(whole - fit(asked));
    }
    return losses;
  }
}
