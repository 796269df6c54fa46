package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.Rows;
import org.mae4j.ops.cpu.Sums;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link LayerNorm}. With n the standardized row, s its standard deviation and {@code h = gradient ·
 * gain}, the gradient of the row is {@code (h − mean(h) − n · mean(h · n)) / s}. Inputs: the inputs of layer norm and
 * the gradient of its output {@code [R, D]}; outputs: the gradients of rows {@code [R, D]}, gain {@code [D]} and bias
 * {@code [D]}.
 */
public final class LayerNormGradient extends FusedOp {
  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public LayerNormGradient() {}

  LayerNormGradient(SameDiff sameDiff, SDVariable[] inputs, double epsilon) {
    super(sameDiff, inputs);
    addTArgument(epsilon);
  }

  @Override
  public String opName() {
    return LayerNorm.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return 3;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1), inputs.get(2));
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return new NormalizationGradient(new Rows(inputs[0]), new Rows(inputs[1]), new Rows(inputs[3]),
        new Rows(outputs[0]),
        new Rows(outputs[1]), new Rows(outputs[2]), tArguments.get(0).floatValue());
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    double epsilon = tArguments.get(0);
    return () -> computeByNd4j(inputs, outputs, epsilon);
  }

  private static void computeByNd4j(INDArray[] inputs, INDArray[] outputs, double epsilon) {
    INDArray gradient = inputs[3];
    INDArray standardized = LayerNorm.standardized(inputs[0], epsilon);
    INDArray scaled = gradient.mulRowVector(inputs[1]);
    INDArray along = standardized.mulColumnVector(scaled.mul(standardized).mean(true, 1));
    outputs[0].assign(scaled.subColumnVector(scaled.mean(true, 1)).subi(along)
        .diviColumnVector(LayerNorm.deviation(inputs[0], epsilon)));
    outputs[1].assign(gradient.mul(standardized).sum(0));
    outputs[2].assign(gradient.sum(0));
  }

  private record NormalizationGradient(Rows rows, Rows gains, Rows gradients, Rows rowGradients, Rows gainGradient,
      Rows biasGradient, float epsilon) implements Runnable {
    @Override
    public void run() {
      int width = rows.width();
      float[] gain = new float[width];
      float[] x = new float[width];
      float[] y = new float[width];
      float[] gainSum = new float[width];
      float[] biasSum = new float[width];
      gains.read(0, gain);
      for (int row = 0; row < rows.count(); row++) {
        rows.read(row, x);
        gradients.read(row, y);
        float scale = LayerNorm.center(x, epsilon);
        accumulate(x, y, scale, gainSum, biasSum);
        differentiate(x, y, gain, scale);
        rowGradients.write(row, x);
      }
      gainGradient.write(0, gainSum);
      biasGradient.write(0, biasSum);
    }

    /** Standardizes the centered {@code x}, and adds the row's part of the gradients of gain and bias. */
    private static void accumulate(float[] x, float[] y, float scale, float[] gainSum, float[] biasSum) {
      for (int i = 0; i < x.length; i++) {
        x[i] *= scale;
        gainSum[i] += y[i] * x[i];
        biasSum[i] += y[i];
      }
    }

    /** Writes the gradient of the row over its standardized values {@code x}, and overwrites {@code y}. */
    private static void differentiate(float[] x, float[] y, float[] gain, float scale) {
      for (int i = 0; i < x.length; i++) {
        y[i] *= gain[i];
      }
      float mean = Sums.sum(y) / x.length;
      float along = Sums.dot(y, x) / x.length;
      for (int i = 0; i < x.length; i++) {
        x[i] = scale * (y[i] - mean - x[i] * along);
      }
    }
  }
}
