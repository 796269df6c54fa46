package org.mae4j.train.optimizer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.config.training.OptimizerConfig.OptimizerKind;
import org.mae4j.engine.device.update.StepScalars;
import org.mae4j.model.layer.Parameters;
import org.mae4j.ops.update.NewtonSchulz;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Updates parameters in place by their gradients, and their average if there is one. Weight decay is not applied to
 * biases, norms and tokens.
 */
public final class Optimizer implements AutoCloseable {
  private final OptimizerConfig config;
  private final TrainedWeights weights;
  private final NewtonSchulzPool pool;
  private final Map<String, ParameterOptimizer> optimizers = new LinkedHashMap<>();

  /**
   * Creates an optimizer whose moments and momenta are 0.
   *
   * @param scale factor on the learning rate of each parameter, by name
   * @param threads number of threads that update parameters at the same time, at least 1
   */
  public Optimizer(OptimizerConfig config, TrainedWeights weights, ToDoubleFunction<String> scale, int threads) {
    this.config = config;
    this.weights = weights;
    Parameters parameters = weights.parameters();
    this.pool = new NewtonSchulzPool(parameters.type(), orthogonalized(config, parameters), threads);
    parameters.names().forEach(name -> optimizers.put(name, create(name, scale.applyAsDouble(name))));
  }

  private ParameterOptimizer create(String name, double scale) {
    Parameters parameters = weights.parameters();
    double decay = parameters.kind(name).decayed() ? config.weightDecay() : 0;
    return isByMuon(config, name, parameters) ? new Muon(config, parameters.get(name), decay, scale, pool)
        : new AdamW(config, parameters.get(name), decay, scale);
  }

  /** Returns the native memory of the state of an optimizer, averages excluded, in bytes, in single precision. */
  public static long bytes(OptimizerConfig config, Parameters parameters, int threads) {
    long values = parameters.names().stream().mapToLong(name -> parameters.get(name).length()
        * (isByMuon(config, name, parameters) ? Muon.STATES : AdamW.STATES)).sum();
    return values * Float.BYTES + NewtonSchulzPool.bytes(orthogonalized(config, parameters), threads);
  }

  /** Returns the memory in which a device orthogonalizes momenta, in bytes; 0 without Muon. */
  public static long orthogonalizationBytes(OptimizerConfig config, Parameters parameters) {
    return orthogonalized(config, parameters).stream().mapToLong(shape -> NewtonSchulz.bytes(shape[0], shape[1])).sum();
  }

  private static boolean isByMuon(OptimizerConfig config, String name, Parameters parameters) {
    return config.kind() == OptimizerKind.MUON && Muon.updates(name, parameters);
  }

  private static Collection<long[]> orthogonalized(OptimizerConfig config, Parameters parameters) {
    return parameters.names().stream().filter(name -> isByMuon(config, name, parameters))
        .map(name -> parameters.get(name).shape()).toList();
  }

  /**
   * Returns the update of a step, with gradients scaled down if their norm is above the bound.
   *
   * @param updates number of updates before
   * @param gradientNorm global norm of the mean gradient
   */
  public UpdateStep step(long updates, double learningRate, double gradientNorm) {
    double bound = config.clipNorm();
    double factor = bound > 0 && gradientNorm > bound ? bound / gradientNorm : 1;
    return new UpdateStep(updates, learningRate, factor);
  }

  /**
   * Updates one parameter; different parameters may be updated on different threads.
   *
   * @param gradient of the parameter, only read
   */
  public void update(String name, INDArray gradient, UpdateStep step) {
    optimizers.get(name).update(gradient, step);
    weights.average(name, step.number());
  }

  /** Returns the optimizer of a parameter. */
  public ParameterOptimizer of(String name) {
    return optimizers.get(name);
  }

  /** Returns the average of a parameter; empty if there is none. */
  public Optional<INDArray> average(String name) {
    return Optional.ofNullable(weights.averages().get(name));
  }

  /** Returns the numbers of an update for a device. @param updates number of updates before */
  public StepScalars scalars(long updates, double learningRate) {
    return new StepScalars(learningRate, config.beta1(), config.beta2(), config.epsilon(), updates + 1,
        config.clipNorm(), 1 - weights.decay(updates), config.momentum());
  }

  /** Returns all that a training needs to resume beside the parameters, by names such as {@code firstMoments.NAME}. */
  public Map<String, INDArray> state() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    optimizers.forEach((name, optimizer) -> optimizer.state()
        .forEach((kind, array) -> state.put(kind + "." + name, array)));
    weights.averages().forEach((name, array) -> state.put("averages." + name, array));
    return state;
  }

  @Override
  public void close() {
    optimizers.values().forEach(ParameterOptimizer::close);
    pool.close();
  }
}
