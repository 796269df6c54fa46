package org.mae4j.engine.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.mae4j.base.Resources;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.ops.update.GradientSum;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the gradient of a step from its micro-batches, in parallel on several threads.
 *
 * <p>Each replica has its own plan over the same parameters. In each round every replica computes one micro-batch;
 * then the threads divide the parameters among themselves and add up the gradients in the order of the micro-batches.
 * So the sum is bit-identical for any number of threads.
 */
public final class Replicas implements AutoCloseable {
  /** Fills the placeholders of a plan with a micro-batch; called on the thread that runs the plan. */
  @FunctionalInterface
  public interface MicroBatchWriter {
    void write(int microBatch, GraphPlan plan);
  }

  private final List<GraphPlan> plans = new ArrayList<>();
  private final List<String> parameters;
  private final Map<String, INDArray> means = new LinkedHashMap<>();
  private final List<GradientSum> sums = new ArrayList<>();
  private final double[] squares;
  private final WorkerThreads threads;
  private final Resources owned;
  private final String loss;
  private final int microBatches;

  /**
   * Creates replicas for steps of {@code microBatches} micro-batches.
   *
   * @param threads number of computing threads, at least 1; there are no more replicas than micro-batches
   * @param plan creates the plan of a replica from its number
   * @param loss name of the plans' scalar loss, a mean over the micro-batch
   * @param parameters names of the gradients to sum
   */
  public Replicas(int threads, int microBatches, IntFunction<GraphPlan> plan, String loss,
      Collection<String> parameters) {
    this.parameters = List.copyOf(parameters);
    this.squares = new double[this.parameters.size()];
    this.loss = loss;
    this.microBatches = microBatches;
    try (Resources made = new Resources()) {
      for (int i = 0; i < Math.min(threads, microBatches); i++) {
        plans.add(made.add(plan.apply(i)));
      }
      for (String name : this.parameters) {
        INDArray mean = made.add(plans.get(0).output(name).ulike());
        means.put(name, mean);
        sums.add(GradientSum.of(mean, plans.stream().map(replica -> replica.output(name)).toList()));
      }
      this.threads = made.add(new WorkerThreads(threads));
      this.owned = made.keep();
    }
  }

  /**
   * Runs all micro-batches; afterwards {@link #gradients} has the mean gradient.
   *
   * @return the mean loss
   */
  public double step(MicroBatchWriter writer) {
    double[] losses = new double[microBatches];
    for (int first = 0; first < microBatches; first += plans.size()) {
      round(first, Math.min(plans.size(), microBatches - first), writer, losses);
    }
    return Arrays.stream(losses).sum() / microBatches;
  }

  private void round(int first, int count, MicroBatchWriter writer, double[] losses) {
    threads.share(count, replica -> {
      GraphPlan plan = plans.get(replica);
      writer.write(first + replica, plan);
      plan.run();
      losses[first + replica] = HostCopy.scalar(plan.output(loss));
    });
    boolean last = first + count == microBatches;
    threads.share(sums.size(), i -> squares[i] = sums.get(i).add(count, first == 0, last ? 1.0 / microBatches : 1));
  }

  /** Returns the gradients by parameter, which the next step overwrites. */
  public Map<String, INDArray> gradients() {
    return means;
  }

  /** Returns the squared Euclidean norm of each gradient, in the order of {@link #gradients}. */
  public double[] squaredNorms() {
    return squares.clone();
  }

  /**
   * Passes each parameter's name and gradient to {@code work}, on all threads; a parameter is passed on one thread.
   */
  public void forEachGradient(BiConsumer<String, INDArray> work) {
    threads.share(parameters.size(), i -> work.accept(parameters.get(i), means.get(parameters.get(i))));
  }

  /** Returns the number of replicas that compute in parallel. */
  public int count() {
    return plans.size();
  }

  /** Returns the native memory of all replicas in bytes, without the parameters. */
  public long bytes() {
    return plans.stream().mapToLong(GraphPlan::bytes).sum();
  }

  @Override
  public void close() {
    owned.close();
  }
}
