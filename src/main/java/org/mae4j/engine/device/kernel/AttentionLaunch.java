package org.mae4j.engine.device.kernel;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.LaunchShape;

/**
 * Launches the kernels of {@code attention.cu} and {@code attention_gradient.cu}, or those on tensor cores if the device
 * rounds factors.
 *
 * @param batch number of pairs of sequences
 * @param queries number of tokens in a sequence that attends
 * @param keys number of tokens in a sequence that is attended to
 * @param heads number of heads
 * @param width columns of a head
 * @param query address of the queries
 * @param queryStride elements from one query to the next
 * @param key address of the keys
 * @param value address of the values
 * @param keyStride elements from one key to the next, and from one value to the next
 */
public record AttentionLaunch(int batch, int queries, int keys, int heads, int width, long query, int queryStride,
    long key, long value, int keyStride) {
  public static final int MAX_WIDTH = 128;
  private static final int PARTS = 3;

  public AttentionLaunch {
    if (width > MAX_WIDTH) {
      throw new UnsupportedOperationException(
          "attention heads of width " + width + "; up to " + MAX_WIDTH + " can be computed");
    }
  }

  /** Returns attention within sequences; {@code parts} has queries, keys and values side by side. */
  public static AttentionLaunch within(long[] shape, DeviceArray parts) {
    int joined = parts.width() / PARTS;
    long bytes = (long) joined * Float.BYTES;
    return of(shape, joined, parts.address(), parts.width(), parts.address() + bytes, parts.address() + 2 * bytes,
        parts.width());
  }

  /** Returns attention from one sequence to another. */
  public static AttentionLaunch between(long[] shape, DeviceArray queries, DeviceArray keys, DeviceArray values) {
    return of(shape, queries.width(), queries.address(), queries.width(), keys.address(), values.address(),
        keys.width());
  }

  /** @param shape batch, queries, keys and heads */
  private static AttentionLaunch of(long[] shape, int joined, long query, int queryStride, long key, long value,
      int keyStride) {
    int heads = (int) shape[3];
    return new AttentionLaunch((int) shape[0], (int) shape[1], (int) shape[2], heads, joined / heads, query,
        queryStride, key, value, keyStride);
  }

  /** Returns the floating-point operations of one of its products, such as that of queries and keys. */
  public double productFlops() {
    return 2.0 * batch * heads * queries * keys * width;
  }

  /** Returns the bytes of one number for each query of each head. */
  public long queryBytes() {
    return (long) batch * heads * queries * Float.BYTES;
  }

  /**
   * Computes the joined heads.
   *
   * @param logSums address of the result that the other methods need, {@link #queryBytes} bytes
   */
  public void forward(Device device, long joined, long logSums) {
    List<Number> arguments = arguments();
    arguments.addAll(List.of(query, queryStride, key, value, keyStride, joined, logSums));
    AttentionBlocks blocks = blocks(device, queries);
    launch(device, blocks, blocks.forward(), "attention", queries, arguments);
  }

  /**
   * Computes the weights, {@code [B·H, Q, K]}, in full precision. If the sums have rounded factors, those of a query add up
   * to 1 only as exactly as that.
   */
  public void weights(Device device, long logSums, long weights) {
    AttentionBlocks blocks = AttentionBlocks.of(false, width, queries);
    int count = Math.multiplyExact(Math.multiplyExact(batch * heads, queries), keys);
    List<Number> arguments = arguments();
    arguments.add(0, count);
    arguments.addAll(List.of(query, queryStride, key, keyStride, logSums, weights));
    device.launch(device.kernel(blocks.forward().source(blocks.constants()), "attention_weights"),
        LaunchShape.of(KernelFile.blocks(count, blocks.threads()), blocks.threads()), new KernelArguments(arguments));
  }

  /**
   * Computes the gradients of queries, keys and values.
   *
   * @param gradient of the joined heads
   * @param gradients places of the results
   * @param workspace address of {@link #queryBytes} bytes
   */
  public void backward(Device device, long logSums, long joined, long gradient, AttentionLaunch gradients,
      long workspace) {
    AttentionBlocks ofQueries = blocks(device, queries);
    AttentionBlocks ofKeys = blocks(device, keys);
    List<Number> inputs = arguments();
    inputs.addAll(List.of(query, queryStride, key, value, keyStride, logSums));
    List<Number> first = new ArrayList<>(inputs);
    first.addAll(List.of(joined, gradient, gradients.query, workspace));
    launch(device, ofQueries, ofQueries.gradient(), "attention_queries_gradient", queries, first);
    inputs.addAll(List.of(workspace, gradient, gradients.key, gradients.value));
    launch(device, ofKeys, ofKeys.gradient(), "attention_keys_gradient", keys, inputs);
  }

  private List<Number> arguments() {
    return new ArrayList<>(List.of(heads, queries, keys, width, (float) (1 / Math.sqrt(width))));
  }

  private AttentionBlocks blocks(Device device, int own) {
    return AttentionBlocks.of(device.roundsFactors(), width, own);
  }

  /** @param own number of rows that the blocks of a sequence divide among themselves */
  private void launch(Device device, AttentionBlocks blocks, KernelFile file, String kernel, int own,
      List<Number> arguments) {
    device.launch(device.kernel(file.source(blocks.constants()), kernel),
        LaunchShape.of(Math.multiplyExact(batch * heads, blocks.count(own)), blocks.threads()),
        new KernelArguments(arguments));
  }
}
