package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.NormalDistribution;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link BiasGelu}: the gradient of the output times {@code Φ(v) + v · φ(v)}, and its sum over the
 * rows. Inputs: the inputs of the operation and the gradient of its output {@code [R, D]}; outputs: the gradients of
 * rows {@code [R, D]} and bias {@code [D]}.
 */
public final class BiasGeluGradient extends FusedOp {
  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public BiasGeluGradient() {}

  BiasGeluGradient(SameDiff sameDiff, SDVariable[] inputs) {
    super(sameDiff, inputs);
  }

  @Override
  public String opName() {
    return BiasGelu.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return 2;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1));
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return new ActivationGradient(new Rows(inputs[0]), new Rows(inputs[1]), new Rows(inputs[2]), new Rows(outputs[0]),
        new Rows(outputs[1]));
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> {
      INDArray shifted = inputs[0].addRowVector(inputs[1]);
      outputs[0].assign(shifted.mul(NormalDistribution.density(shifted))
          .addi(NormalDistribution.distribution(shifted)).muli(inputs[2]));
      outputs[1].assign(outputs[0].sum(0));
    };
  }

  private record ActivationGradient(Rows rows, Rows biases, Rows gradients, Rows rowGradients, Rows biasGradient)
      implements Runnable {
    @Override
    public void run() {
      float[] bias = new float[rows.width()];
      float[] x = new float[rows.width()];
      float[] y = new float[rows.width()];
      float[] biasSum = new float[rows.width()];
      float[] slopes = new float[rows.width()];
      biases.read(0, bias);
      for (int row = 0; row < rows.count(); row++) {
        rows.read(row, x);
        gradients.read(row, y);
        differentiate(x, bias, y, biasSum, slopes);
        rowGradients.write(row, y);
      }
      biasGradient.write(0, biasSum);
    }

    /**
     * Writes the gradient of the row over the gradient of the output, {@code y}. The loops are short because the
     * compiler does not vectorize long ones.
     */
    private static void differentiate(float[] x, float[] bias, float[] y, float[] biasSum, float[] slopes) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.max(-NormalDistribution.LIMIT, Math.min(NormalDistribution.LIMIT, x[i] + bias[i]));
      }
      for (int i = 0; i < x.length; i++) {
        slopes[i] = NormalDistribution.slope(x[i] * x[i]);
      }
      for (int i = 0; i < x.length; i++) {
        slopes[i] += NormalDistribution.densityOfSquare(x[i] * x[i]);
      }
      for (int i = 0; i < x.length; i++) {
        y[i] *= 0.5f + x[i] * slopes[i];
      }
      for (int i = 0; i < x.length; i++) {
        biasSum[i] += y[i];
      }
    }
  }
}
