package org.mae4j.train;

import java.util.function.UnaryOperator;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.nd4j.autodiff.samediff.SameDiff;

/** An objective with changed micro-batches. */
public record ChangedObjective(Objective objective, UnaryOperator<MicroBatch> change) implements Objective {
  @Override
  public SameDiff graph(int microBatch) {
    return objective.graph(microBatch);
  }

  @Override
  public String loss() {
    return objective.loss();
  }

  @Override
  public int images() {
    return objective.images();
  }

  @Override
  public MicroBatch microBatch(int size) {
    return change.apply(objective.microBatch(size));
  }
}
