package org.mae4j.model.layer;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The use of a parameter, which decides its initialization and whether weight decay applies (arXiv 2111.06377, A.1).
 */
public enum ParameterKind {
  /** A matrix {@code [in, out]}: Xavier uniform, with weight decay. */
  WEIGHT(true),
  /** The bias of a linear layer or a norm: 0. */
  BIAS(false),
  /** The gain of a norm: 1. */
  GAIN(false),
  /** A class token, mask token or learned positions: normal with standard deviation 0.02. */
  TOKEN(false);

  private static final double TOKEN_DEVIATION = 0.02;

  private final boolean decayed;

  ParameterKind(boolean decayed) {
    this.decayed = decayed;
  }

  /** Returns whether weight decay applies. */
  public boolean decayed() {
    return decayed;
  }

  INDArray initialize(long seed, DataType type, long... shape) {
    double[] values = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    Random random = new Random(seed);
    switch (this) {
      case WEIGHT -> {
        double bound = Math.sqrt(6.0 / (shape[0] + shape[1]));
        Arrays.setAll(values, i -> (2 * random.nextDouble() - 1) * bound);
      }
      case TOKEN -> Arrays.setAll(values, i -> random.nextGaussian() * TOKEN_DEVIATION);
      case GAIN -> Arrays.fill(values, 1);
      case BIAS -> Arrays.fill(values, 0);
    }
    return Parameters.array(type, values, shape);
  }
}
