package org.mae4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.LearningRate;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training loop: order of the images, gradient, clipping, learning rate and update. All randomness is a function
 * of seeds and counters, so its only state is the parameters, the optimizer and a {@link TrainingState}.
 */
public final class TrainingLoop implements AutoCloseable {
  private final Objective objective;
  private final TrainingPlan plan;
  private final Optimizer optimizer;
  private final List<String> trained;
  private final LearningRate learningRate;
  private final int stepsPerEpoch;
  private Objective current;
  private TrainingSteps steps;
  private TrainingState state = TrainingState.START;

  /**
   * Creates a loop before its first step.
   *
   * @param trained names of the parameters to train
   * @throws IllegalArgumentException if there are fewer images than a step needs
   */
  public TrainingLoop(Objective objective, TrainingPlan plan, Optimizer optimizer, Set<String> trained) {
    this.objective = objective;
    this.plan = plan;
    this.optimizer = optimizer;
    this.stepsPerEpoch = plan.stepsPerEpoch(objective.images());
    this.learningRate = LearningRate.of(plan.optimizer(), plan.batch().size(), totalSteps());
    this.trained = List.copyOf(trained);
    this.current = objective.at(0);
    this.steps = steps();
  }

  private TrainingSteps steps() {
    return plan.devices().first().isPresent()
        ? new DeviceSteps(plan.devices().devices(), current, plan, optimizer, trained)
        : new HostSteps(current, plan, optimizer, trained);
  }

  /** Replaces the plans if those of the epoch have other shapes; the memory of the former ones is freed first. */
  private void enter(int epoch) {
    Objective next = objective.at(epoch);
    if (next != current) {
      steps.close();
      current = next;
      steps = steps();
    }
  }

  public long totalSteps() {
    return (long) stepsPerEpoch * plan.epochs();
  }

  /** Returns the progress of the training. */
  public TrainingState state() {
    return state;
  }

  /**
   * Resumes from {@code reached}; parameters and optimizer must be those of that moment.
   *
   * @throws IllegalArgumentException if this training is never in such a state
   */
  public void resumeAt(TrainingState reached) {
    long steps = reached.step() - (long) reached.epoch() * stepsPerEpoch;
    if (steps < 0 || steps > stepsPerEpoch || reached.step() > totalSteps() || reached.lossCount() > steps) {
      throw new IllegalArgumentException(stepsPerEpoch + " steps per epoch and " + totalSteps()
          + " in all do not lead to " + reached);
    }
    this.state = reached;
  }

  /** Returns the mean gradients of the last step by parameter, before clipping; the next step overwrites them. */
  public Map<String, INDArray> gradients() {
    return steps.gradients();
  }

  /**
   * Passes each parameter's name and gradient of the last step to {@code work}, on all computing threads; a parameter
   * is passed on one thread.
   */
  public void forEachGradient(BiConsumer<String, INDArray> work) {
    steps.forEachGradient(work);
  }

  /**
   * Returns what the last step added to a parameter, row-major; for the work of {@link #forEachGradient}, after {@link
   * #writeBack}.
   *
   * @param values of the parameter after that step, row-major
   * @param gradient of the parameter in that step
   * @param report of that step
   */
  public float[] lastChange(String name, float[] values, INDArray gradient, StepReport report) {
    return steps.lastChange(name, values, gradient, update(report));
  }

  /**
   * Makes the arrays of the parameters, their averages and the optimizer those after the last step, which a device
   * keeps in its own memory. Listeners that read them outside of {@link TrainingListener#onEpoch} call this first.
   */
  public void writeBack() {
    steps.writeBack();
  }

  /** Returns the memory of the loop in bytes, without the parameters and the optimizer. */
  public long bytes() {
    return steps.bytes();
  }

  /**
   * Trains from the current state to the end.
   *
   * @throws DivergedException if the loss or gradients are not finite, and no more steps may be skipped
   */
  public void run(List<TrainingListener> listeners) {
    try (Prefetcher images =
        new Prefetcher(objective, plan.batch(), plan.orderSeed(), state.step(), totalSteps())) {
      while (state.epoch() < plan.epochs()) {
        epoch(state.epoch(), images, listeners);
      }
    }
  }

  private void epoch(int epoch, Prefetcher images, List<TrainingListener> listeners) {
    enter(epoch);
    for (int i = Math.toIntExact(state.step() - (long) epoch * stepsPerEpoch); i < stepsPerEpoch; i++) {
      step(images, listeners);
      listeners.forEach(listener -> listener.onState(state));
    }
    writeBack();
    listeners.forEach(listener -> listener.onEpoch(epoch + 1, state.step(), state.meanLoss()));
    state = state.nextEpoch();
    listeners.forEach(listener -> listener.onState(state));
  }

  private void step(Prefetcher images, List<TrainingListener> listeners) {
    long start = System.nanoTime();
    long waitedBefore = images.waitedNanos();
    boolean more = (state.step() + 1) % stepsPerEpoch != 0;
    double loss =
        steps.compute(state.step(), updates(state.step()), learningRate.at(state.step()), images::copyTo, more);
    double[] squares = steps.squaredNorms();
    double norm = Math.sqrt(Arrays.stream(squares).sum());
    long waited = images.waitedNanos() - waitedBefore;
    StepReport computed = report(loss, norm, System.nanoTime() - start, waited);
    Optional<String> problem = DivergenceCheck.problem(computed, trained, squares);
    if (problem.isPresent()) {
      skip(computed, problem.get(), listeners);
    } else {
      steps.apply(update(computed));
      StepReport report = report(loss, norm, System.nanoTime() - start, waited);
      state = state.applied(loss);
      listeners.forEach(listener -> listener.onStep(report));
    }
  }

  private UpdateStep update(StepReport report) {
    return optimizer.step(updates(report.step()), report.learningRate(), report.gradientNorm());
  }

  /** Returns the number of updates before the present or the last step: a skipped one changes no moment. */
  private long updates(long step) {
    return step - state.skipped();
  }

  /**
   * @param nanos duration of the step
   * @param waited time that all threads together waited for images, in nanoseconds
   */
  private StepReport report(double loss, double norm, double nanos, long waited) {
    long step = state.step();
    return new StepReport(step, totalSteps(), (step + 1.0) / stepsPerEpoch, loss, learningRate.at(step), norm,
        plan.batch().size() / (nanos / 1e9), waited / (nanos * steps.parallel()));
  }

  private void skip(StepReport report, String problem, List<TrainingListener> listeners) {
    if (state.skipped() == plan.maxSkips()) {
      throw new DivergedException(problem);
    }
    state = state.notApplied();
    listeners.forEach(listener -> listener.onSkip(report, state.skipped(), problem));
  }

  @Override
  public void close() {
    steps.close();
  }
}
