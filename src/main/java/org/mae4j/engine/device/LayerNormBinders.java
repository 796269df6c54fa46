package org.mae4j.engine.device;

import java.util.Map;
import org.mae4j.backend.device.LaunchShape;

/** Layer norm and its gradient. */
final class LayerNormBinders {
  private static final int LANES = 8;
  /** Rows of which the gradients of gain and bias are summed by one block, at least. */
  private static final int PIECE = 256;
  private static final int STATISTICS = 2;

  private LayerNormBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("mae4j_layer_norm", LayerNormBinders::layerNorm);
    binders.put("mae4j_layer_norm_gradient", LayerNormBinders::gradient);
  }

  private static DeviceOperation layerNorm(Operands operands) {
    DeviceArray x = operands.input(0);
    return (device, workspace) -> KernelFile.LAYER_NORM.launchWarps(device, "layer_norm", x.rows(), x.rows(),
        x.width(), (float) operands.reals()[0], x.address(), operands.input(1).address(), operands.input(2).address(),
        operands.output(0).address());
  }

  private static DeviceOperation gradient(Operands operands) {
    DeviceArray x = operands.input(0);
    int rows = x.rows();
    int width = x.width();
    int length = Math.max(PIECE, (int) Math.ceil(Math.sqrt(rows)));
    int pieces = KernelFile.blocks(rows, length);
    int blocks = Math.multiplyExact(KernelFile.blocks(width, KernelFile.WARP), pieces);
    Sum sum = Sum.ofRows(pieces, width);
    long statisticsBytes = (long) STATISTICS * rows * Float.BYTES;
    long sumsBytes = (long) pieces * width * Float.BYTES;
    long gradient = operands.input(3).address();
    return DeviceOperation.withWorkspace(statisticsBytes + 2 * sumsBytes + sum.workspaceBytes(),
        (device, workspace) -> {
          long gains = workspace + statisticsBytes;
          long biases = gains + sumsBytes;
          KernelFile.LAYER_NORM.launchWarps(device, "layer_norm_gradient", rows, rows, width,
              (float) operands.reals()[0], x.address(), operands.input(1).address(), gradient,
              operands.output(0).address(), workspace);
          KernelFile.LAYER_NORM.launch(device, "layer_norm_columns",
              new LaunchShape(blocks, 1, 1, KernelFile.WARP, LANES, 0), rows, width, length, x.address(), gradient,
              workspace, gains, biases);
          sum.launch(device, gains, operands.output(1).address(), biases + sumsBytes, 1);
          sum.launch(device, biases, operands.output(2).address(), biases + sumsBytes, 1);
        });
  }
}
