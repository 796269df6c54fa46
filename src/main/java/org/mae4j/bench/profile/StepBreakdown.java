package org.mae4j.bench.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.MicroBatchPlan;
import org.mae4j.bench.TimingSample;
import org.mae4j.bench.Workload;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parts of a step on the CPU, timed one by one: the operations of a micro-batch's plan, and the optimizer's update. */
final class StepBreakdown implements TimedPlan {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Parameters parameters;
  private final GraphPlan plan;
  private final Optimizer optimizer;
  private final Map<String, INDArray> gradients = new HashMap<>();
  private final double[][] operations;
  private final double[] updates;
  private int run = -Workload.WARMUP;

  StepBreakdown(Workload workload, int runs) {
    this.parameters = workload.initialParameters();
    this.plan = MicroBatchPlan.of(workload, parameters);
    this.optimizer = new Optimizer(workload.config().pretrain().optimizer(), new TrainedWeights(parameters, 0),
        name -> 1, 1);
    parameters.names().forEach(name -> gradients.put(name, plan.output(name)));
    this.operations = new double[plan.operations().size()][runs];
    this.updates = new double[runs];
    MaskedBatch.random(workload, workload.batch().microBatch(), 1).copyTo(plan);
  }

  /** Runs everything once; the first runs are not counted. */
  void run() {
    int column = Math.max(0, run);
    for (int i = 0; i < operations.length; i++) {
      long start = System.nanoTime();
      plan.operations().get(i).run();
      operations[i][column] = System.nanoTime() - start;
    }
    long start = System.nanoTime();
    UpdateStep step = new UpdateStep(run + Workload.WARMUP, 0, 1);
    gradients.forEach((name, gradient) -> optimizer.update(name, gradient, step));
    updates[column] = System.nanoTime() - start;
    run++;
  }

  @Override
  public List<PlannedOp> operations() {
    return plan.operations();
  }

  @Override
  public double operation(int index) {
    return new TimingSample(operations[index]).median() / NANOS_PER_MILLI;
  }

  /** Returns the median milliseconds of the update. */
  double update() {
    return new TimingSample(updates).median() / NANOS_PER_MILLI;
  }

  @Override
  public void close() {
    plan.close();
    optimizer.close();
    parameters.close();
  }
}
