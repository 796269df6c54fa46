package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.NormalDistribution;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds a bias and applies exact GELU (Hendrycks and Gimpel, arXiv 1606.08415): {@code v · Φ(v)} with {@code v = x +
 * bias}. Inputs: rows {@code [R, D]}, bias {@code [D]}; output {@code [R, D]}.
 */
public final class BiasGelu extends FusedOp {
  static final String NAME = "mae4j_bias_gelu";

  static {
    register(new BiasGelu());
    register(new BiasGeluGradient());
  }

  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public BiasGelu() {}

  private BiasGelu(SameDiff sameDiff, SDVariable[] inputs) {
    super(sameDiff, inputs);
  }

  public static SDVariable apply(SDVariable rows, SDVariable bias) {
    return new BiasGelu(rows.getSameDiff(), new SDVariable[] {rows, bias}).outputVariable();
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new BiasGeluGradient(sameDiff, with(args(), gradients.get(0))).outputVariables());
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return new Activation(new Rows(inputs[0]), new Rows(inputs[1]), new Rows(outputs[0]));
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> {
      INDArray shifted = inputs[0].addRowVector(inputs[1]);
      outputs[0].assign(shifted.mul(NormalDistribution.distribution(shifted)));
    };
  }

  private record Activation(Rows rows, Rows biases, Rows output) implements Runnable {
    @Override
    public void run() {
      float[] bias = new float[rows.width()];
      float[] x = new float[rows.width()];
      biases.read(0, bias);
      for (int row = 0; row < rows.count(); row++) {
        rows.read(row, x);
        gelu(x, bias);
        output.write(row, x);
      }
    }

    private static void gelu(float[] x, float[] bias) {
      for (int i = 0; i < x.length; i++) {
        float v = x[i] + bias[i];
        float near = Math.max(-NormalDistribution.LIMIT, Math.min(NormalDistribution.LIMIT, v));
        x[i] = v * (0.5f + near * NormalDistribution.slope(near * near));
      }
    }
  }
}
