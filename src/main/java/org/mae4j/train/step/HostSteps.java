package org.mae4j.train.step;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.parallel.Replicas;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps of a training by replicas that change ND4J's arrays in place. */
final class HostSteps implements TrainingSteps {
  private final Replicas replicas;
  private final Optimizer optimizer;

  HostSteps(Objective objective, TrainingPlan plan, Optimizer optimizer, Collection<String> trained) {
    this.replicas = new Replicas(plan.threads(), plan.batch().microBatches(),
        i -> GraphPlan.gradients(objective.graph(plan.batch().microBatch()), objective.loss(), trained),
        objective.loss(), trained);
    this.optimizer = optimizer;
  }

  @Override
  public double compute(long number, long updates, double learningRate, StepBatches batches, boolean more) {
    return replicas.step((microBatch, plan) -> batches.copyTo(plan, number, microBatch));
  }

  @Override
  public double[] squaredNorms() {
    return replicas.squaredNorms();
  }

  @Override
  public void apply(UpdateStep step) {
    replicas.forEachGradient((name, gradient) -> optimizer.update(name, gradient, step));
  }

  @Override
  public Map<String, INDArray> gradients() {
    return replicas.gradients();
  }

  @Override
  public void forEachGradient(BiConsumer<String, INDArray> work) {
    replicas.forEachGradient(work);
  }

  @Override
  public float[] lastChange(String name, float[] values, INDArray gradient, UpdateStep step) {
    return optimizer.of(name).lastChange(values, gradient, step);
  }

  /** Does nothing: {@link #apply} has changed the arrays themselves. */
  @Override
  public void writeBack() {}

  @Override
  public int parallel() {
    return replicas.count();
  }

  @Override
  public long bytes() {
    return replicas.bytes();
  }

  @Override
  public void close() {
    replicas.close();
  }
}
