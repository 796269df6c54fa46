package org.mae4j.train.optimizer;

import java.util.Map;
import java.util.regex.Pattern;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.ops.update.MuonUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Momentum with orthogonalized updates (Jordan et al., Muon: an optimizer for hidden layers in neural networks, 2024) for
 * the weight matrix of a transformer block. Embeddings, heads, norms, biases and tokens are left to AdamW, as there.
 *
 * @param parameter the matrix
 * @param decay weight decay of the matrix; 0 for none
 * @param scale factor on the learning rate
 * @param sum decayed sum of the gradients
 * @param pool memory for the orthogonalization
 */
public record Muon(OptimizerConfig config, INDArray parameter, double decay, double scale, INDArray sum,
    NewtonSchulzPool pool)
    implements ParameterOptimizer {
  /** Number of arrays of the size of the matrix that are its state. */
  static final int STATES = 1;

  private static final Pattern BLOCK = Pattern.compile("(encoder|decoder)\\.blocks\\.\\d+\\..*");

  /** Creates an optimizer whose momentum is 0. */
  Muon(OptimizerConfig config, INDArray parameter, double decay, double scale, NewtonSchulzPool pool) {
    this(config, parameter, decay, scale, Nd4j.zeros(parameter.dataType(), parameter.shape()), pool);
  }

  /** Returns whether Muon updates a parameter if it is chosen. */
  static boolean updates(String name, Parameters parameters) {
    return parameters.kind(name) == ParameterKind.WEIGHT && BLOCK.matcher(name).matches();
  }

  @Override
  public void update(INDArray gradient, UpdateStep step) {
    pool.use(parameter.shape(), memory -> at(step).apply(parameter, sum, gradient, step.factor(), memory));
  }

  @Override
  public float[] lastChange(float[] values, INDArray gradient, UpdateStep step) {
    float[] direction = new float[values.length];
    pool.use(parameter.shape(),
        memory -> HostCopy.read(at(step).direction(sum, gradient, step.factor(), memory), direction));
    return lastChange(values, direction, step);
  }

  /**
   * Returns what the last update added to the matrix, row-major.
   *
   * @param values of the matrix after that update, row-major
   * @param direction orthogonalized momentum of that update, row-major
   */
  public float[] lastChange(float[] values, float[] direction, UpdateStep step) {
    return at(step).change(values, direction, parameter.shape());
  }

  private MuonUpdate at(UpdateStep step) {
    return new MuonUpdate(step.learningRate() * scale, decay, config.momentum());
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("momenta", sum);
  }
}
