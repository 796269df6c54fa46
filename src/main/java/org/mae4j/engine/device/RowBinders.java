package org.mae4j.engine.device;

import java.util.Arrays;
import java.util.Map;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.KernelFile;
import org.mae4j.engine.device.kernel.Sum;
import org.mae4j.engine.device.kernel.Vectors;

/** Operations on whole rows: selection by number, log softmax and GELU. */
final class RowBinders {
  private RowBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("gather", RowBinders::gather);
    binders.put("onehot", RowBinders::oneHot);
    binders.put("log_softmax", RowBinders::logSoftmax);
    binders.put("log_softmax_bp", RowBinders::logSoftmaxGradient);
    binders.put("mae4j_bias_gelu", RowBinders::gelu);
    binders.put("mae4j_bias_gelu_gradient", RowBinders::geluGradient);
  }

  private static DeviceOperation gather(Operands operands) {
    DeviceArray output = operands.output(0);
    if (operands.integers().length > 0 && operands.integers()[0] != 0) {
      throw new UnsupportedOperationException("gather along dimension " + operands.integers()[0]);
    }
    int width = operands.input(0).length() / operands.input(0).size(0);
    return (device, workspace) -> KernelFile.ROWS.launch(device, "gather", output.length(), output.length(), width,
        operands.input(0).address(), operands.input(1).address(), output.address());
  }

  private static DeviceOperation oneHot(Operands operands) {
    DeviceArray output = operands.output(0);
    if (operands.integers()[0] != -1 || !Arrays.equals(operands.reals(), new double[] {1, 0})) {
      throw new UnsupportedOperationException("one-hot rows with arguments " + Arrays.toString(operands.integers())
          + " and " + Arrays.toString(operands.reals()));
    }
    return (device, workspace) -> KernelFile.ROWS.launch(device, "one_hot", output.length(), output.length(),
        output.width(), operands.input(0).address(), output.address());
  }

  private static DeviceOperation logSoftmax(Operands operands) {
    DeviceArray x = operands.input(0);
    return (device, workspace) -> KernelFile.LOG_SOFTMAX.launchWarps(device, "log_softmax", x.rows(), x.rows(),
        x.width(), x.address(), operands.output(0).address());
  }

  private static DeviceOperation logSoftmaxGradient(Operands operands) {
    DeviceArray x = operands.input(0);
    return (device, workspace) -> KernelFile.LOG_SOFTMAX.launchWarps(device, "log_softmax_gradient", x.rows(),
        x.rows(), x.width(), x.address(), operands.input(1).address(), operands.output(0).address());
  }

  private static DeviceOperation gelu(Operands operands) {
    DeviceArray x = operands.input(0);
    long bias = operands.input(1).address();
    long output = operands.output(0).address();
    int vector = Vectors.length(x.width(), x.address(), bias, output);
    int count = x.length() / vector;
    return (device, workspace) -> Vectors.launch(device, KernelFile.GELU, "bias_gelu", vector, count, count,
        x.width() / vector, x.address(), bias, output);
  }

  private static DeviceOperation geluGradient(Operands operands) {
    DeviceArray x = operands.input(0);
    long bias = operands.input(1).address();
    long gradient = operands.input(2).address();
    long output = operands.output(0).address();
    int vector = Vectors.length(x.width(), x.address(), bias, gradient, output);
    int count = x.length() / vector;
    Sum sum = Sum.ofRows(x.rows(), x.width());
    return DeviceOperation.withWorkspace(sum.workspaceBytes(), (device, workspace) -> {
      Vectors.launch(device, KernelFile.GELU, "bias_gelu_gradient", vector, count, count, x.width() / vector,
          x.address(), bias, gradient, output);
      sum.launch(device, output, operands.output(1).address(), workspace, 1);
    });
  }
}
