package org.mae4j.train.optimizer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Updates one parameter in place; for one thread at a time. */
public sealed interface ParameterOptimizer extends AutoCloseable permits AdamW, Muon {
  /** Returns the parameter. */
  INDArray parameter();

  /** Returns the weight decay; 0 for none. */
  double decay();

  /** Returns the factor on the learning rate. */
  double scale();

  /** Updates the parameter and the state. @param gradient of the parameter, only read */
  void update(INDArray gradient, UpdateStep step);

  /**
   * Returns what the last update added to the parameter, row-major; computed from the result of the update, so nothing is
   * stored for it.
   *
   * @param values of the parameter after that update, row-major
   * @param gradient of that update
   */
  float[] lastChange(float[] values, INDArray gradient, UpdateStep step);

  /** Returns the state by the name of its kind, such as {@code firstMoments}; each array has the parameter's shape. */
  Map<String, INDArray> state();

  /** Frees the state. */
  @Override
  default void close() {
    state().values().forEach(INDArray::close);
  }
}
