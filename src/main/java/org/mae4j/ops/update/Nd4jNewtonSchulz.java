package org.mae4j.ops.update;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Newton–Schulz iterations by ND4J's operations, for arrays that are not floats in host memory. */
record Nd4jNewtonSchulz(INDArray input) implements NewtonSchulz {
  @Override
  public INDArray orthogonalize() {
    double norm = input.norm2Number().doubleValue();
    INDArray x = input.muli(norm > 0 ? 1 / norm : 0);
    boolean wide = x.size(0) < x.size(1);
    for (int i = 0; i < ITERATIONS; i++) {
      INDArray gram = wide ? x.mmul(x.transpose()) : x.transpose().mmul(x);
      INDArray polynomial = gram.mmul(gram).muli(QUINTIC).addi(gram.muli(CUBIC))
          .addi(Nd4j.eye(gram.size(0)).castTo(gram.dataType()).muli(LINEAR));
      x = wide ? polynomial.mmul(x) : x.mmul(polynomial);
    }
    return x;
  }

  @Override
  public void close() {
    input.close();
  }
}
