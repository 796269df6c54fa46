package org.mae4j.train.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mae4j.model.layer.Parameters;
import org.mae4j.ops.update.AverageUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters that a training changes, and those that it is for: the same, or their exponential moving average over
 * the steps (Polyak and Juditsky, 1992). In step t, counted from 0, the decay is at most {@code (1 + t) / (10 + t)}, so
 * that the initial values are forgotten soon (as in TensorFlow's {@code ExponentialMovingAverage}).
 */
public final class TrainedWeights implements AutoCloseable {
  private final Parameters parameters;
  private final Parameters evaluated;
  private final double decay;

  /**
   * Creates an average that begins at the parameters.
   *
   * @param parameters to train, all of which exist; not closed with this object
   * @param decay of the average per step, in [0, 1); 0 for no average
   */
  public TrainedWeights(Parameters parameters, double decay) {
    this.parameters = parameters;
    this.decay = decay;
    this.evaluated = decay > 0 ? parameters.copy() : parameters;
  }

  /** Returns the parameters that steps change. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns the parameters to validate, to select among and to keep. */
  public Parameters evaluated() {
    return evaluated;
  }

  /** Adds a parameter, after it was updated in step {@code step}, to its average, if there is one. */
  void average(String name, long step) {
    if (decay > 0) {
      new AverageUpdate(decay(step)).apply(evaluated.get(name), parameters.get(name));
    }
  }

  /** Returns the decay of the average in step {@code step}; 0 if there is none. */
  double decay(long step) {
    return Math.min(decay, (1.0 + step) / (10.0 + step));
  }

  /** Returns the averages by name; empty if there are none. */
  public Map<String, INDArray> averages() {
    Map<String, INDArray> averages = new LinkedHashMap<>();
    if (decay > 0) {
      evaluated.names().forEach(name -> averages.put(name, evaluated.get(name)));
    }
    return averages;
  }

  /** Frees the average. */
  @Override
  public void close() {
    if (decay > 0) {
      evaluated.close();
    }
  }
}
