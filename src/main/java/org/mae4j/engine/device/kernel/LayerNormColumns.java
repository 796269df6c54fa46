package org.mae4j.engine.device.kernel;

import org.mae4j.backend.device.Device;

/**
 * The gradients of gain and bias of layer norm: sums over pieces of the rows first, then over the pieces.
 *
 * @param rows number of rows of the values
 * @param width number of columns: the length of gain and bias
 * @param length number of rows of a piece
 */
public record LayerNormColumns(int rows, int width, int length) {
  /** Rows that one block sums, at least. */
  private static final int MIN_LENGTH = 64;

  public static LayerNormColumns of(int rows, int width) {
    return new LayerNormColumns(rows, width, Math.max(MIN_LENGTH, (int) Math.ceil(Math.sqrt(rows))));
  }

  private int pieces() {
    return KernelFile.blocks(rows, length);
  }

  private long sumsBytes() {
    return (long) pieces() * width * Float.BYTES;
  }

  public long workspaceBytes() {
    return 2 * sumsBytes();
  }

  /**
   * Computes the gradients.
   *
   * @param values address of the input, {@code [rows, width]}
   * @param gradient address of the gradient of the output, {@code [rows, width]}
   * @param statistics address of mean and scale of each row
   * @param workspace address of {@link #workspaceBytes} bytes
   * @param gain address of the gradient of the gain
   * @param bias address of the gradient of the bias
   */
  public void launch(Device device, long values, long gradient, long statistics, long workspace, long gain, long bias) {
    long biases = workspace + sumsBytes();
    KernelFile.LAYER_NORM_COLUMNS.launch(device, "layer_norm_columns", Sum.ofColumns(width, pieces()), rows, width,
        length, values, gradient, statistics, workspace, biases);
    KernelFile.LAYER_NORM_COLUMNS.launch(device, "layer_norm_sums", Sum.ofColumns(width, 2), pieces(), width,
        workspace, biases, gain, bias);
  }
}
