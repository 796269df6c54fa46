package org.mae4j.sweep.importance;

import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.regression.Regressor;

/** A regression tree. Tribuo's own answers each question with objects and names, a hundred times slower. */
sealed interface Tree {
  double predict(double[] row);

  /** What all rows come to that arrive here. */
  record Leaf(double value) implements Tree {
    @Override
    public double predict(double[] row) {
      return value;
    }
  }

  /** Rows part by one column. @param high for those above the threshold */
  record Split(int column, double threshold, Tree low, Tree high) implements Tree {
    @Override
    public double predict(double[] row) {
      return (row[column] > threshold ? high : low).predict(row);
    }
  }

  static Tree of(Node<Regressor> node) {
    if (node instanceof SplitNode<Regressor> split) {
      return new Split(split.getFeatureID(), split.splitValue(), of(split.getLessThanOrEqual()),
          of(split.getGreaterThan()));
    }
    return new Leaf(((LeafNode<Regressor>) node).getOutput().getValues()[0]);
  }
}
