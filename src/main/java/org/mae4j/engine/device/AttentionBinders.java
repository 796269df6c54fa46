package org.mae4j.engine.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.device.kernel.AttentionLaunch;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.KernelFile;
import org.mae4j.engine.device.kernel.Sum;
import org.mae4j.engine.device.kernel.Vectors;

/** Attention and the linear layers before it, and their gradients. */
final class AttentionBinders {
  /** Queries, keys and values. */
  private static final int PARTS = 3;
  /** Of queries and keys, and of weights and values. */
  private static final int FORWARD_PRODUCTS = 2;
  /** The weights again, and the gradients of weights, queries, keys and values. */
  private static final int BACKWARD_PRODUCTS = 5;
  private static final String ATTENTION = "mae4j_attention";
  private static final String CROSS_ATTENTION = "mae4j_cross_attention";
  private static final String GRADIENT = "_gradient";

  private AttentionBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("mae4j_query_key_value", AttentionBinders::queryKeyValue);
    binders.put("mae4j_query_key_value_gradient", AttentionBinders::queryKeyValueGradient);
    binders.put(ATTENTION,
        operands -> attention(operands, AttentionLaunch.within(operands.integers(), operands.input(0))));
    binders.put(CROSS_ATTENTION, operands -> attention(operands,
        AttentionLaunch.between(operands.integers(), operands.input(0), operands.input(1), operands.input(2))));
    binders.put(ATTENTION + GRADIENT, AttentionBinders::attentionGradient);
    binders.put(CROSS_ATTENTION + GRADIENT, AttentionBinders::crossAttentionGradient);
  }

  /**
   * Returns the number of elements that are stored of an output with a weight for each pair of tokens: one number for each
   * query, or none in the gradients, which need no working matrix. Empty for other outputs.
   */
  static Optional<Long> storedLength(String kind, int output, long... shape) {
    return switch (kind) {
      case ATTENTION, CROSS_ATTENTION -> output == 1 ? Optional.of(shape[0] * shape[1]) : Optional.empty();
      case ATTENTION + GRADIENT -> output == 1 ? Optional.of(1L) : Optional.empty();
      case CROSS_ATTENTION + GRADIENT -> output == PARTS ? Optional.of(1L) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static DeviceOperation queryKeyValue(Operands operands) {
    DeviceArray joinedWeights = operands.output(1);
    DeviceArray output = operands.output(0);
    return DeviceOperation.withProducts(MatrixBinders.flops(operands.input(0), joinedWeights), (device, workspace) -> {
      join(device, operands, 1, joinedWeights, joinedWeights.width() / PARTS);
      join(device, operands, 2, output, 0);
      MatrixBinders.multiply(device, operands.input(0), joinedWeights, output, 1);
    });
  }

  /**
   * @param first number of the input that is the first part
   * @param stride from one row of a part to the next; 0 to repeat one row
   */
  private static void join(Device device, Operands operands, int first, DeviceArray joined, int stride) {
    columns(device, "join_columns", joined, stride, parts(operands.inputs(), first));
  }

  /** Returns the addresses of the parts: weights and biases alternate, so each second array is one. */
  private static long[] parts(List<DeviceArray> arrays, int first) {
    return IntStream.range(0, PARTS).mapToLong(i -> arrays.get(first + 2 * i).address()).toArray();
  }

  private static DeviceOperation queryKeyValueGradient(Operands operands) {
    DeviceArray gradient = operands.input(2);
    DeviceArray weightGradients = operands.output(1 + 2 * PARTS);
    Sum biases = Sum.ofRows(gradient.rows(), gradient.width());
    long biasBytes = (long) gradient.width() * Float.BYTES;
    DeviceOperation operation =
        DeviceOperation.withWorkspace(biasBytes + biases.workspaceBytes(), (device, workspace) -> {
          MatrixBinders.gradients(device, operands.input(0), operands.input(1), gradient, operands.output(0).address(),
              weightGradients.address());
          split(device, operands, 1, weightGradients);
          biases.launch(device, gradient.address(), workspace, workspace + biasBytes, 1);
          split(device, operands, 2, DeviceArray.of(workspace, gradient.type(), 1, gradient.width()));
        });
    return DeviceOperation.withProducts(2 * MatrixBinders.flops(operands.input(0), operands.input(1)), operation);
  }

  /** @param first number of the output that is the first part */
  private static void split(Device device, Operands operands, int first, DeviceArray joined) {
    columns(device, "split_columns", joined, joined.width() / PARTS, parts(operands.outputs(), first));
  }

  /** @param parts addresses of the three of them */
  private static void columns(Device device, String kernel, DeviceArray joined, int stride, long[] parts) {
    int width = joined.width() / PARTS;
    int vector = Vectors.length(width, joined.address(), parts[0], parts[1], parts[2]);
    int count = joined.length() / vector;
    Vectors.launch(device, KernelFile.COLUMNS, kernel, vector, count, count, width / vector, stride / vector,
        joined.address(), parts[0], parts[1], parts[2]);
  }

  /**
   * Attention keeps the logarithms of the sums of a query's exponentials for the gradient, in the memory of the weights;
   * or it writes the weights there, for the host.
   */
  private static DeviceOperation attention(Operands operands, AttentionLaunch attention) {
    long joined = operands.output(0).address();
    long weights = operands.output(1).address();
    double flops = FORWARD_PRODUCTS * attention.productFlops();
    if (operands.delivered().contains(1)) {
      DeviceOperation operation = DeviceOperation.withWorkspace(attention.queryBytes(), (device, workspace) -> {
        attention.forward(device, joined, workspace);
        attention.weights(device, workspace, weights);
      });
      return DeviceOperation.withProducts(flops, operation);
    }
    return DeviceOperation.withProducts(flops, (device, workspace) -> attention.forward(device, joined, weights));
  }

  private static DeviceOperation attentionGradient(Operands operands) {
    AttentionLaunch attention = AttentionLaunch.within(operands.integers(), operands.input(0));
    DeviceArray output = operands.output(0);
    AttentionLaunch gradients = AttentionLaunch.within(operands.integers(), output);
    return gradient(operands, 1, attention, gradients);
  }

  private static DeviceOperation crossAttentionGradient(Operands operands) {
    AttentionLaunch attention =
        AttentionLaunch.between(operands.integers(), operands.input(0), operands.input(1), operands.input(2));
    AttentionLaunch gradients =
        AttentionLaunch.between(operands.integers(), operands.output(0), operands.output(1), operands.output(2));
    return gradient(operands, PARTS, attention, gradients);
  }

  /** @param weights number of the input that has the weights; then follow the gradient and the joined heads */
  private static DeviceOperation gradient(Operands operands, int weights, AttentionLaunch attention,
      AttentionLaunch gradients) {
    long logSums = operands.input(weights).address();
    long gradient = operands.input(weights + 1).address();
    long joined = operands.input(weights + 2).address();
    DeviceOperation operation = DeviceOperation.withWorkspace(attention.queryBytes(),
        (device, workspace) -> attention.backward(device, logSums, joined, gradient, gradients, workspace));
    return DeviceOperation.withProducts(BACKWARD_PRODUCTS * attention.productFlops(), operation);
  }
}
