package org.mae4j.train.optimizer;

import java.util.Map;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.ops.update.AdamWUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2). The decay is multiplied by the
 * learning rate.
 *
 * @param decay weight decay of the parameter; 0 for none
 * @param scale factor on the learning rate
 * @param first moment
 * @param second moment
 */
public record AdamW(OptimizerConfig config, INDArray parameter, double decay, double scale, INDArray first,
    INDArray second)
    implements ParameterOptimizer {
  /** Number of arrays of the size of the parameter that are its state. */
  static final int STATES = 2;

  /** Creates an optimizer whose moments are 0. */
  AdamW(OptimizerConfig config, INDArray parameter, double decay, double scale) {
    this(config, parameter, decay, scale, Nd4j.zeros(parameter.dataType(), parameter.shape()),
        Nd4j.zeros(parameter.dataType(), parameter.shape()));
  }

  @Override
  public void update(INDArray gradient, UpdateStep step) {
    at(step).apply(parameter, first, second, gradient, step.factor());
  }

  @Override
  public float[] lastChange(float[] values, INDArray gradient, UpdateStep step) {
    return at(step).change(values, HostCopy.read(first), HostCopy.read(second));
  }

  private AdamWUpdate at(UpdateStep step) {
    return new AdamWUpdate(step.learningRate() * scale, decay, config.beta1(), config.beta2(), config.epsilon(),
        step.number() + 1);
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("firstMoments", first, "secondMoments", second);
  }
}
