package org.mae4j.engine.device;

import java.util.Map;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.KernelFile;
import org.mae4j.engine.device.kernel.LayerNormColumns;
import org.mae4j.engine.device.kernel.Vectors;

/** Layer norm and its gradient. */
final class LayerNormBinders {
  private static final int STATISTICS = 2;

  private LayerNormBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("mae4j_layer_norm", LayerNormBinders::layerNorm);
    binders.put("mae4j_layer_norm_gradient", LayerNormBinders::gradient);
  }

  private static DeviceOperation layerNorm(Operands operands) {
    DeviceArray x = operands.input(0);
    long gain = operands.input(1).address();
    long bias = operands.input(2).address();
    long output = operands.output(0).address();
    int vector = Vectors.length(x.width(), x.address(), gain, bias, output);
    return (device, workspace) -> Vectors.launch(device, KernelFile.LAYER_NORM, "layer_norm", vector,
        Math.multiplyExact(x.rows(), KernelFile.WARP), x.rows(), x.width() / vector, (float) operands.reals()[0],
        x.address(), gain, bias, output);
  }

  private static DeviceOperation gradient(Operands operands) {
    DeviceArray x = operands.input(0);
    int rows = x.rows();
    long gain = operands.input(1).address();
    long gradient = operands.input(3).address();
    long output = operands.output(0).address();
    int vector = Vectors.length(x.width(), x.address(), gain, gradient, output);
    LayerNormColumns columns = LayerNormColumns.of(rows, x.width());
    long statisticsBytes = (long) STATISTICS * rows * Float.BYTES;
    return DeviceOperation.withWorkspace(statisticsBytes + columns.workspaceBytes(), (device, workspace) -> {
      Vectors.launch(device, KernelFile.LAYER_NORM, "layer_norm_gradient", vector,
          Math.multiplyExact(rows, KernelFile.WARP), rows, x.width() / vector, (float) operands.reals()[0],
          x.address(), gain, gradient, output, workspace);
      columns.launch(device, x.address(), gradient, workspace, workspace + statisticsBytes,
          operands.output(1).address(), operands.output(2).address());
    });
  }
}
