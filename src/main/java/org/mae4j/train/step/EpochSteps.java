package org.mae4j.train.step;

import java.util.List;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;

/** The steps of a training. An epoch whose images have another size than those of the one before has plans of its own. */
public final class EpochSteps implements AutoCloseable {
  private final Objective objective;
  private final TrainingPlan plan;
  private final Optimizer optimizer;
  private final List<String> trained;
  private Objective current;
  private TrainingSteps steps;

  /**
   * Creates the steps of the first epoch.
   *
   * @param trained names of the parameters to train
   */
  public EpochSteps(Objective objective, TrainingPlan plan, Optimizer optimizer, List<String> trained) {
    this.objective = objective;
    this.plan = plan;
    this.optimizer = optimizer;
    this.trained = trained;
    this.current = objective.at(0);
    this.steps = create();
  }

  private TrainingSteps create() {
    return plan.devices().first().isPresent()
        ? new DeviceSteps(plan.devices().devices(), current, plan, optimizer, trained)
        : new HostSteps(current, plan, optimizer, trained);
  }

  /** Replaces the plans if those of the epoch have other shapes; the memory of the former ones is freed first. */
  public void enter(int epoch) {
    Objective next = objective.at(epoch);
    if (next != current) {
      steps.close();
      current = next;
      steps = create();
    }
  }

  /** Returns the steps of the epoch that was entered last. */
  public TrainingSteps current() {
    return steps;
  }

  @Override
  public void close() {
    steps.close();
  }
}
