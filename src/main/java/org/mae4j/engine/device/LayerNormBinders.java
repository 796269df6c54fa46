package org.mae4j.engine.device;

import java.util.Map;
import org.mae4j.backend.device.LaunchShape;

/** Layer norm and its gradient. */
final class LayerNormBinders {
  private static final int LANES = 8;
  /** Rows of which the gradients of gain and bias are summed by one block, at least. */
  private static final int PIECE = 64;
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
    int width = x.width();
    int length = Math.max(PIECE, (int) Math.ceil(Math.sqrt(rows)));
    int pieces = KernelFile.blocks(rows, length);
    int strips = KernelFile.blocks(width, KernelFile.WARP);
    long statisticsBytes = (long) STATISTICS * rows * Float.BYTES;
    long sumsBytes = (long) pieces * width * Float.BYTES;
    long gain = operands.input(1).address();
    long gradient = operands.input(3).address();
    long output = operands.output(0).address();
    int vector = Vectors.length(width, x.address(), gain, gradient, output);
    return DeviceOperation.withWorkspace(statisticsBytes + 2 * sumsBytes,
        (device, workspace) -> {
          long gains = workspace + statisticsBytes;
          long biases = gains + sumsBytes;
          Vectors.launch(device, KernelFile.LAYER_NORM, "layer_norm_gradient", vector,
              Math.multiplyExact(rows, KernelFile.WARP), rows, width / vector, (float) operands.reals()[0],
              x.address(), gain, gradient, output, workspace);
          KernelFile.LAYER_NORM_COLUMNS.launch(device, "layer_norm_columns",
              columns(Math.multiplyExact(strips, pieces)), rows, width, length, x.address(), gradient,
              workspace, gains, biases);
          KernelFile.LAYER_NORM_COLUMNS.launch(device, "layer_norm_sums", columns(2 * strips), pieces, width, gains, biases,
              operands.output(1).address(), operands.output(2).address());
        });
  }

  private static LaunchShape columns(int blocks) {
    return new LaunchShape(blocks, 1, 1, KernelFile.WARP, LANES, 0);
  }
}
