package org.mae4j.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.Replicas;

/**
 * Minimises an objective: order, gradient, clipping, learning rate, update. All that is random is a function of seeds
 * and counters, so the loop's only state is the parameters, the optimiser and the number of the step.
 */
public final class TrainingLoop implements AutoCloseable {
  /**
   * How long and in what steps to train.
   *
   * @param epochs passes over the images
   * @param batch images a step; images that fill no whole step are left out of an epoch, others each time
   * @param orderSeed of the order of images
   * @param threads that compute gradients
   */
  public record Plan(int epochs, BatchConfig batch, OptimizerConfig optimizer, long orderSeed, int threads) {}

  private final Objective objective;
  private final Plan plan;
  private final AdamW optimizer;
  private final Replicas replicas;
  private final LearningRate learningRate;
  private final int stepsPerEpoch;
  private long step;

  /**
   * A loop before its first step.
   *
   * @param trained names of the parameters to train
   * @throws IllegalArgumentException if there are fewer images than a step takes
   */
  public TrainingLoop(Objective objective, Plan plan, AdamW optimizer, Set<String> trained) {
    if (objective.images() < plan.batch().size()) {
      throw new IllegalArgumentException(
          "a step takes " + plan.batch().size() + " images, the training set has " + objective.images());
    }
    this.objective = objective;
    this.plan = plan;
    this.optimizer = optimizer;
    this.stepsPerEpoch = objective.images() / plan.batch().size();
    this.learningRate = LearningRate.of(plan.optimizer(), plan.batch().size(), totalSteps());
    this.replicas = new Replicas(plan.threads(), plan.batch().microBatches(),
        i -> GraphPlan.gradients(objective.graph(plan.batch().microBatch()), objective.loss(), trained),
        objective.loss(), trained);
  }

  public long totalSteps() {
    return (long) stepsPerEpoch * plan.epochs();
  }

  /** Steps done. */
  public long step() {
    return step;
  }

  /** Goes on as if {@code done} steps had been done; parameters and optimiser must be those of that moment. */
  public void resumeAt(long done) {
    this.step = done;
  }

  /** Native memory of the loop in bytes, parameters and optimiser apart. */
  public long bytes() {
    return replicas.bytes();
  }

  /**
   * Trains from the current step to the end.
   *
   * @throws DivergedException if loss or gradients stop being finite
   */
  public void run(List<TrainingListener> listeners) {
    try (Prefetcher images = new Prefetcher(objective, plan.batch(), plan.orderSeed(), step, totalSteps())) {
      while (step < totalSteps()) {
        epoch(Math.toIntExact(step / stepsPerEpoch), images, listeners);
      }
    }
  }

  private void epoch(int epoch, Prefetcher images, List<TrainingListener> listeners) {
    double sum = 0;
    int done = 0;
    StepReport report = null;
    for (int i = Math.toIntExact(step % stepsPerEpoch); i < stepsPerEpoch; i++) {
      report = step(images);
      sum += report.loss();
      done++;
      for (TrainingListener listener : listeners) {
        listener.onStep(report);
      }
    }
    for (TrainingListener listener : listeners) {
      listener.onEpoch(epoch + 1, report, sum / done);
    }
  }

  private StepReport step(Prefetcher images) {
    long start = System.nanoTime();
    long waited = images.waitedNanos();
    double loss = replicas.step((microBatch, graph) -> images.copyTo(graph, step, microBatch));
    double norm = Math.sqrt(Arrays.stream(replicas.squaredNorms()).sum());
    double rate = learningRate.at(step);
    double nanos = System.nanoTime() - start;
    StepReport report = new StepReport(step, totalSteps(), (step + 1.0) / stepsPerEpoch, loss, rate, norm,
        plan.batch().size() / (nanos / 1e9), (images.waitedNanos() - waited) / (nanos * replicas.count()));
    checkFinite(report);
    double factor = clipFactor(norm);
    replicas.forEachGradient((name, gradient) -> optimizer.update(name, gradient, factor, report.step(), rate));
    step++;
    return report;
  }

  private void checkFinite(StepReport report) {
    if (!Double.isFinite(report.loss())) {
      throw new DivergedException("the loss", report);
    }
    if (!Double.isFinite(report.gradientNorm())) {
      throw new DivergedException("the gradient of " + firstNotFinite(), report);
    }
  }

  private String firstNotFinite() {
    Iterator<String> names = replicas.gradients().keySet().iterator();
    for (double square : replicas.squaredNorms()) {
      String name = names.next();
      if (!Double.isFinite(square)) {
        return name;
      }
    }
    return "the parameters together";
  }

  /** What brings the norm of the gradient down to the bound, if there is one and it is above. */
  private double clipFactor(double norm) {
    double bound = plan.optimizer().clipNorm();
    return bound > 0 && norm > bound ? bound / norm : 1;
  }

  @Override
  public void close() {
    replicas.close();
  }
}
