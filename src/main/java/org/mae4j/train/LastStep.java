package org.mae4j.train;

import java.util.Map;
import java.util.function.BiConsumer;
import org.mae4j.train.optimizer.UpdateStep;
import org.mae4j.train.step.EpochSteps;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of the last step of a training, and what it added to the parameters, for listeners. */
public final class LastStep {
  private final EpochSteps steps;
  private UpdateStep update;

  LastStep(EpochSteps steps) {
    this.steps = steps;
  }

  /** Updates the parameters. */
  void apply(UpdateStep step) {
    update = step;
    steps.current().apply(step);
  }

  /** Returns the mean gradients by parameter, before clipping; the next step overwrites them. */
  public Map<String, INDArray> gradients() {
    return steps.current().gradients();
  }

  /**
   * Passes each parameter's name and gradient to {@code work}, on all computing threads; a parameter is passed on one
   * thread.
   */
  public void forEachGradient(BiConsumer<String, INDArray> work) {
    steps.current().forEachGradient(work);
  }

  /**
   * Returns what the last step that was not skipped added to a parameter, row-major; for the work of {@link
   * #forEachGradient}, after {@link #writeBack}.
   *
   * @param values of the parameter after that step, row-major
   * @param gradient of the parameter in that step
   */
  public float[] change(String name, float[] values, INDArray gradient) {
    return steps.current().lastChange(name, values, gradient, update);
  }

  /**
   * Makes the arrays of the parameters, their averages and the optimizer those after the step, which a device keeps in
   * its own memory. Listeners that read them outside of {@link TrainingListener#onEpoch} call this first.
   */
  public void writeBack() {
    steps.current().writeBack();
  }
}
