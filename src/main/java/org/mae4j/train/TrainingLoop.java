package org.mae4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.data.EpochOrder;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.Replicas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Minimises an objective: order, gradient, clipping, learning rate, update. All that is random is a function of seeds
 * and counters, so the loop's only state is the parameters, the optimiser and a {@link TrainingState}.
 */
public final class TrainingLoop implements AutoCloseable {
  /**
   * How long and in what steps to train.
   *
   * @param epochs passes over the images
   * @param batch images a step; images that fill no whole step are left out of an epoch, others each time
   * @param orderSeed of the order of images
   * @param threads that compute gradients
   * @param maxSkips steps that are passed over, in all, because loss or gradients are not finite, before that ends the
   *     training
   */
  public record Plan(int epochs, BatchConfig batch, OptimizerConfig optimizer, long orderSeed, int threads,
      int maxSkips) {
    /** A plan of which no step may be passed over. */
    public Plan(int epochs, BatchConfig batch, OptimizerConfig optimizer, long orderSeed, int threads) {
      this(epochs, batch, optimizer, orderSeed, threads, 0);
    }
  }

  private final Objective objective;
  private final Plan plan;
  private final AdamW optimizer;
  private final Replicas replicas;
  private final LearningRate learningRate;
  private final int stepsPerEpoch;
  private TrainingState state = TrainingState.START;

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

  /** How far the training has come. */
  public TrainingState state() {
    return state;
  }

  /**
   * Goes on from {@code reached}; parameters and optimiser must be those of that moment.
   *
   * @throws IllegalArgumentException if this training never is in such a state
   */
  public void resumeAt(TrainingState reached) {
    long steps = reached.step() - (long) reached.epoch() * stepsPerEpoch;
    if (steps < 0 || steps > stepsPerEpoch || reached.step() > totalSteps() || reached.lossCount() > steps) {
      throw new IllegalArgumentException(stepsPerEpoch + " steps an epoch and " + totalSteps() + " in all do not lead to "
          + reached);
    }
    this.state = reached;
  }

  /** Native memory of the loop in bytes, parameters and optimiser apart. */
  public long bytes() {
    return replicas.bytes();
  }

  /**
   * Trains from the current state to the end.
   *
   * @throws DivergedException if loss or gradients stop being finite, and no more steps may be passed over
   */
  public void run(List<TrainingListener> listeners) {
    while (state.epoch() < plan.epochs()) {
      epoch(state.epoch(), listeners);
    }
  }

  private void epoch(int epoch, List<TrainingListener> listeners) {
    int[] order = EpochOrder.of(plan.orderSeed(), epoch, objective.images());
    int size = plan.batch().size();
    for (int i = Math.toIntExact(state.step() - (long) epoch * stepsPerEpoch); i < stepsPerEpoch; i++) {
      step(epoch, Arrays.copyOfRange(order, i * size, (i + 1) * size), listeners);
      listeners.forEach(listener -> listener.onState(state));
    }
    listeners.forEach(listener -> listener.onEpoch(epoch + 1, state.step(), state.meanLoss()));
    state = state.nextEpoch();
    listeners.forEach(listener -> listener.onState(state));
  }

  private void step(int epoch, int[] indices, List<TrainingListener> listeners) {
    long start = System.nanoTime();
    long step = state.step();
    int size = plan.batch().microBatch();
    double loss = replicas.step((microBatch, graph) -> objective.write(graph, epoch, step, microBatch,
        Arrays.copyOfRange(indices, microBatch * size, (microBatch + 1) * size)));
    Map<String, INDArray> gradients = replicas.gradients();
    double norm = norm(gradients);
    double rate = learningRate.at(step);
    StepReport report = new StepReport(step, totalSteps(), (step + 1.0) / stepsPerEpoch, loss, rate, norm,
        indices.length / ((System.nanoTime() - start) / 1e9));
    Optional<String> problem = Finiteness.problem(report, gradients);
    if (problem.isPresent()) {
      skip(report, problem.get(), listeners);
    } else {
      clip(gradients, norm);
      optimizer.update(gradients, step, rate);
      state = state.applied(loss);
      listeners.forEach(listener -> listener.onStep(report));
    }
  }

  private void skip(StepReport report, String problem, List<TrainingListener> listeners) {
    if (state.skipped() == plan.maxSkips()) {
      throw new DivergedException(problem);
    }
    state = state.notApplied();
    listeners.forEach(listener -> listener.onSkip(report, state.skipped(), problem));
  }

  private static double norm(Map<String, INDArray> gradients) {
    double squares = 0;
    for (INDArray gradient : gradients.values()) {
      double norm = gradient.norm2Number().doubleValue();
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  private void clip(Map<String, INDArray> gradients, double norm) {
    double bound = plan.optimizer().clipNorm();
    if (bound > 0 && norm > bound) {
      gradients.values().forEach(gradient -> gradient.muli(bound / norm));
    }
  }

  @Override
  public void close() {
    replicas.close();
  }
}
