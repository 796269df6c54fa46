package org.mae4j.sweep.importance;

import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * A random forest of regression trees (Breiman, Random Forests, Machine Learning 45, 2001), grown by Tribuo. Targets are
 * standardized, because Tribuo stores them in single precision.
 *
 * @param mean of the targets
 * @param deviation standard deviation of the targets, above 0
 */
record Forest(List<Tree> trees, double mean, double deviation) {
  private static final int TREES = 64;
  private static final int MAX_DEPTH = 30;
  /** Minimum number of examples in a leaf: small enough to distinguish a dozen trials. */
  private static final float LEAF = 2;
  /** Fraction of the columns that are considered for each split. */
  private static final float COLUMNS = 0.7f;
  /** Tribuo logs each tree. The reference is kept because Java discards the level of an unreferenced logger. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  /**
   * Grows a forest; equal arguments give equal forests.
   *
   * @param rows {@code [examples][columns]}, no value 0, which Tribuo treats as absent
   * @param targets one per row
   */
  static Forest grow(double[][] rows, double[] targets, long seed) {
    double mean = StatUtils.mean(targets);
    double spread = Math.sqrt(StatUtils.populationVariance(targets));
    double deviation = spread > 0 ? spread : 1;
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> examples =
        new MutableDataset<>(new SimpleDataSourceProvenance("trials", factory), factory);
    // Tribuo sorts columns by name.
    String[] names = IntStream.range(0, rows[0].length).mapToObj(column -> String.format(Locale.ROOT, "%05d", column))
        .toArray(String[]::new);
    for (int i = 0; i < rows.length; i++) {
      examples.add(new ArrayExample<>(new Regressor("objective", (targets[i] - mean) / deviation), names, rows[i]));
    }
    CARTJointRegressionTrainer tree =
        new CARTJointRegressionTrainer(MAX_DEPTH, LEAF, 0, COLUMNS, new MeanSquaredError(), false, seed);
    EnsembleModel<Regressor> forest =
        new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(examples);
    return new Forest(forest.getModels().stream().map(Forest::tree).toList(), mean, deviation);
  }

  private static Tree tree(Model<Regressor> model) {
    return Tree.of(((TreeModel<Regressor>) model).getRoot());
  }

  /** Returns the mean of the predictions of all trees. */
  double predict(double[] row) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.predict(row);
    }
    return mean + deviation * sum / trees.size();
  }
}
