package org.mae4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.LearningRate;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.step.EpochSteps;
import org.mae4j.train.step.TrainingPlan;

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
  private final EpochSteps steps;
  private final LastStep lastStep;
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
    this.steps = new EpochSteps(objective, plan, optimizer, this.trained);
    this.lastStep = new LastStep(steps);
  }

  /** Returns the number of steps of the whole training, including those that are done. */
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
    long inEpoch = reached.step() - (long) reached.epoch() * stepsPerEpoch;
    if (inEpoch < 0 || inEpoch > stepsPerEpoch || reached.step() > totalSteps() || reached.lossCount() > inEpoch) {
      throw new IllegalArgumentException(stepsPerEpoch + " steps per epoch and " + totalSteps()
          + " in all do not lead to " + reached);
    }
    this.state = reached;
  }

  /** Returns the gradients of the last step, and what it added to the parameters. */
  public LastStep lastStep() {
    return lastStep;
  }

  /** Returns the memory of the loop in bytes, without the parameters and the optimizer. */
  public long bytes() {
    return steps.current().bytes();
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
    steps.enter(epoch);
    for (int i = Math.toIntExact(state.step() - (long) epoch * stepsPerEpoch); i < stepsPerEpoch; i++) {
      step(images, listeners);
      listeners.forEach(listener -> listener.onState(state));
    }
    lastStep.writeBack();
    listeners.forEach(listener -> listener.onEpoch(epoch + 1, state.step(), state.meanLoss()));
    state = state.nextEpoch();
    listeners.forEach(listener -> listener.onState(state));
  }

  private void step(Prefetcher images, List<TrainingListener> listeners) {
    long start = System.nanoTime();
    long waitedBefore = images.waitedNanos();
    boolean more = (state.step() + 1) % stepsPerEpoch != 0;
    double loss = steps.current().compute(state.step(), updates(), learningRate.at(state.step()), images::copyTo, more);
    double[] squares = steps.current().squaredNorms();
    double norm = Math.sqrt(Arrays.stream(squares).sum());
    long waited = images.waitedNanos() - waitedBefore;
    StepReport computed = report(loss, norm, System.nanoTime() - start, waited);
    Optional<String> problem = DivergenceCheck.problem(computed, trained, squares);
    if (problem.isPresent()) {
      skip(computed, problem.get(), listeners);
    } else {
      lastStep.apply(optimizer.step(updates(), computed.learningRate(), norm));
      StepReport report = report(loss, norm, System.nanoTime() - start, waited);
      state = state.applied(loss);
      listeners.forEach(listener -> listener.onStep(report));
    }
  }

  /** Returns the number of updates so far: a skipped step changes no moment. */
  private long updates() {
    return state.step() - state.skipped();
  }

  /**
   * @param nanos duration of the step
   * @param waited time that all threads together waited for images, in nanoseconds
   */
  private StepReport report(double loss, double norm, double nanos, long waited) {
    long step = state.step();
    return new StepReport(step, totalSteps(), (step + 1.0) / stepsPerEpoch, loss, learningRate.at(step), norm,
        plan.batch().size() / (nanos / 1e9), waited / (nanos * steps.current().parallel()));
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
