package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.Rows;
import org.mae4j.ops.cpu.Sums;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layer norm over the last dimension (Ba et al., arXiv 1607.06450): {@code (x − mean) / sqrt(variance + epsilon) · gain
 * + bias}. Inputs: rows {@code [R, D]}, gain {@code [D]}, bias {@code [D]}; output {@code [R, D]}.
 */
public final class LayerNorm extends FusedOp {
  static final String NAME = "mae4j_layer_norm";

  static {
    register(new LayerNorm());
    register(new LayerNormGradient());
  }

  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public LayerNorm() {}

  private LayerNorm(SameDiff sameDiff, SDVariable[] inputs, double epsilon) {
    super(sameDiff, inputs);
    addTArgument(epsilon);
  }

  /**
   * Adds the operation.
   *
   * @param epsilon added to the variance, above 0
   * @return {@code [R, D]}
   */
  public static SDVariable apply(SDVariable rows, SDVariable gain, SDVariable bias, double epsilon) {
    return new LayerNorm(rows.getSameDiff(), new SDVariable[] {rows, gain, bias}, epsilon).outputVariable();
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(
        new LayerNormGradient(sameDiff, with(args(), gradients.get(0)), tArguments.get(0)).outputVariables());
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
    return new Normalization(new Rows(inputs[0]), new Rows(inputs[1]), new Rows(inputs[2]), new Rows(outputs[0]),
        tArguments.get(0).floatValue());
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    double epsilon = tArguments.get(0);
    return () -> outputs[0].assign(
        standardized(inputs[0], epsilon).muliRowVector(inputs[1]).addiRowVector(inputs[2]));
  }

  /** Returns {@code (x − mean) / sqrt(variance + epsilon)} by ND4J. */
  static INDArray standardized(INDArray rows, double epsilon) {
    INDArray centered = rows.subColumnVector(rows.mean(true, 1));
    return centered.diviColumnVector(deviation(rows, epsilon));
  }

  /** Returns {@code sqrt(variance + epsilon)}, {@code [R, 1]}, by ND4J. */
  static INDArray deviation(INDArray rows, double epsilon) {
    INDArray centered = rows.subColumnVector(rows.mean(true, 1));
    return Transforms.sqrt(centered.mul(centered).mean(true, 1).addi(epsilon));
  }

  /** Writes {@code x − mean} over {@code x} and returns {@code 1 / sqrt(variance + epsilon)}. */
  static float center(float[] x, float epsilon) {
    float mean = Sums.sum(x) / x.length;
    for (int i = 0; i < x.length; i++) {
      x[i] -= mean;
    }
    return (float) (1 / Math.sqrt(Sums.dot(x, x) / x.length + epsilon));
  }

  private record Normalization(Rows rows, Rows gains, Rows biases, Rows output, float epsilon) implements Runnable {
    @Override
    public void run() {
      float[] gain = new float[rows.width()];
      float[] bias = new float[rows.width()];
      float[] x = new float[rows.width()];
      gains.read(0, gain);
      biases.read(0, bias);
      for (int row = 0; row < rows.count(); row++) {
        rows.read(row, x);
        float scale = center(x, epsilon);
        for (int i = 0; i < x.length; i++) {
          x[i] = x[i] * scale * gain[i] + bias[i];
        }
        output.write(row, x);
      }
    }
  }
}
