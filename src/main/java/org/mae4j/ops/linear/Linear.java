package org.mae4j.ops.linear;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.ops.cpu.Rows;
import org.mae4j.ops.cpu.Sums;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear layer, {@code x·W + b}, or {@code r + x·W + b} at the end of a residual branch. Inputs: rows {@code [R,
 * in]}, weight {@code [in, out]}, bias {@code [out]}, and optionally the residual rows {@code [R, out]}; output
 * {@code [R, out]}.
 */
public final class Linear extends LinearMap {
  static final String NAME = "mae4j_linear";
  private static final int RESIDUAL = 3;

  static {
    register(new Linear());
    register(new LinearGradient());
  }

  /** Creates an operation whose inputs SameDiff fills in. */
  public Linear() {}

  private Linear(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  public static SDVariable apply(SDVariable rows, SDVariable weight, SDVariable bias) {
    return new Linear(rows.getSameDiff(), rows, weight, bias).outputVariable();
  }

  /** Adds the linear layer of {@code rows} to {@code residual} and returns the sum, {@code [R, out]}. */
  public static SDVariable onto(SDVariable residual, SDVariable rows, SDVariable weight, SDVariable bias) {
    return new Linear(rows.getSameDiff(), rows, weight, bias, residual).outputVariable();
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable gradient = gradients.get(0);
    List<SDVariable> all = new ArrayList<>(
        List.of(new LinearGradient(sameDiff, arg(0), arg(1), gradient).outputVariables()));
    if (args().length > RESIDUAL) {
      all.add(gradient);
    }
    return all;
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Runnable start = inputs.length > RESIDUAL
        ? new ResidualAndBias(new Rows(inputs[RESIDUAL]), new Rows(inputs[2]), new Rows(outputs[0]))
        : new Bias(new Rows(inputs[2]), new Rows(outputs[0]));
    Runnable product = product(inputs, outputs, 1);
    return () -> {
      start.run();
      product.run();
    };
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> {
      outputs[0].assign(inputs[0].mmul(inputs[1]).addiRowVector(inputs[2]));
      if (inputs.length > RESIDUAL) {
        outputs[0].addi(inputs[RESIDUAL]);
      }
    };
  }

  /** Writes the bias into every row of the output. */
  private record Bias(Rows biases, Rows output) implements Runnable {
    @Override
    public void run() {
      float[] bias = new float[output.width()];
      biases.read(0, bias);
      for (int row = 0; row < output.count(); row++) {
        output.write(row, bias);
      }
    }
  }

  /** Writes the sum of residual and bias into every row of the output. */
  private record ResidualAndBias(Rows residual, Rows biases, Rows output) implements Runnable {
    @Override
    public void run() {
      float[] bias = new float[output.width()];
      float[] x = new float[output.width()];
      biases.read(0, bias);
      for (int row = 0; row < output.count(); row++) {
        residual.read(row, x);
        Sums.add(x, bias);
        output.write(row, x);
      }
    }
  }
}
