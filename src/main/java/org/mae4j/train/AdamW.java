package org.mae4j.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.ops.AdamWUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2), in place on parameters and
 * native moments. The decay is multiplied by the learning rate, and is not applied to biases, norms and tokens.
 */
public final class AdamW implements AutoCloseable {
  private final OptimizerConfig config;
  private final Parameters parameters;
  private final Map<String, Double> scales = new LinkedHashMap<>();
  private final Map<String, INDArray> first = new LinkedHashMap<>();
  private final Map<String, INDArray> second = new LinkedHashMap<>();

  /**
   * Creates an optimizer whose moments are 0.
   *
   * @param scale factor on the learning rate of each parameter, by name
   */
  public AdamW(OptimizerConfig config, Parameters parameters, ToDoubleFunction<String> scale) {
    this.config = config;
    this.parameters = parameters;
    for (String name : parameters.names()) {
      INDArray array = parameters.get(name);
      scales.put(name, scale.applyAsDouble(name));
      first.put(name, Nd4j.zeros(array.dataType(), array.shape()));
      second.put(name, Nd4j.zeros(array.dataType(), array.shape()));
    }
  }

  /**
   * Updates one parameter and its moments; different parameters may be updated on different threads.
   *
   * @param gradient of the parameter, only read
   * @param factor on the gradient, for clipping
   * @param step number of the step, from 0
   * @param learningRate before the factor of the parameter
   */
  public void update(String name, INDArray gradient, double factor, long step, double learningRate) {
    step(name, step, learningRate)
        .apply(parameters.get(name), first.get(name), second.get(name), gradient, factor);
  }

  /**
   * Returns what the last update added to a parameter, row-major; computed from the result of the update, so nothing
   * is stored for it.
   *
   * @param values of the parameter after that update, row-major
   * @param step number of that step
   * @param learningRate of that step
   */
  public float[] lastChange(String name, float[] values, long step, double learningRate) {
    return step(name, step, learningRate)
        .change(values, HostCopy.read(first.get(name)), HostCopy.read(second.get(name)));
  }

  private AdamWUpdate step(String name, long step, double learningRate) {
    double decay = parameters.kind(name).decayed() ? config.weightDecay() : 0;
    return new AdamWUpdate(learningRate * scales.get(name), decay, config.beta1(), config.beta2(), config.epsilon(),
        step + 1);
  }

  /** Returns the first moments by parameter. */
  public Map<String, INDArray> firstMoments() {
    return first;
  }

  /** Returns the second moments by parameter. */
  public Map<String, INDArray> secondMoments() {
    return second;
  }

  @Override
  public void close() {
    first.values().forEach(INDArray::close);
    second.values().forEach(INDArray::close);
  }
}
