package org.mae4j.train.step;

import java.util.Map;
import java.util.function.BiConsumer;
import org.mae4j.engine.GraphPlan;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the steps of a training. A step is {@link #compute}, and then {@link #apply} if loss and gradients are finite.
 */
public interface TrainingSteps extends AutoCloseable {
  /**
   * Computes the loss and the mean gradient of a step.
   *
   * @param number of the step, from 0
   * @param updates number of steps before it that were applied
   * @param learningRate of the step, before the factor of a parameter
   * @param batches writes the micro-batches of this step and, if {@code more}, of the next one
   * @param more whether the step after this one is computed next
   * @return the mean loss
   */
  double compute(long number, long updates, double learningRate, StepBatches batches, boolean more);

  /** Writes micro-batches into the placeholders of a plan: each once, on the thread that runs the plan. */
  @FunctionalInterface
  interface StepBatches {
    /**
     * @param step number over all epochs, from 0
     * @param microBatch number within the step, from 0
     */
    void copyTo(GraphPlan plan, long step, int microBatch);
  }

  /** Returns the squared Euclidean norm of the gradient of each parameter in the last step, in their order. */
  double[] squaredNorms();

  /** Updates the parameters by the gradients of the last step. */
  void apply(UpdateStep step);

  /** Returns the gradients of the last step by parameter, before clipping; the next step overwrites them. */
  Map<String, INDArray> gradients();

  /** Passes each parameter's name and gradient to {@code work}; a parameter is passed on one thread. */
  void forEachGradient(BiConsumer<String, INDArray> work);

  /**
   * Returns what the last step added to a parameter, row-major; called by the work of {@link #forEachGradient} after
   * {@link #writeBack}.
   *
   * @param values of the parameter after that step, row-major
   * @param gradient of the parameter in that step
   */
  float[] lastChange(String name, float[] values, INDArray gradient, UpdateStep step);

  /** Makes the arrays of the parameters, their averages and the optimizer those after the last step. */
  void writeBack();

  /** Returns the number of threads that write micro-batches at the same time. */
  int parallel();

  /** Returns the memory in bytes, without the parameters and the optimizer. */
  long bytes();

  /** Frees the memory; results that were not written back are lost. */
  @Override
  void close();
}
