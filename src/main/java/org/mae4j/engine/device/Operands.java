package org.mae4j.engine.device;

import java.util.List;
import java.util.Set;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * An operation of a graph with its arrays on a device.
 *
 * @param function the operation with its arguments
 * @param inputs arrays that it reads
 * @param outputs arrays that it writes; they do not overlap the inputs
 * @param delivered numbers of the outputs that the host reads. The weights of attention are written only if they are
 *     delivered; if not, their memory has what the gradient needs to compute them again.
 */
public record Operands(DifferentialFunction function, List<DeviceArray> inputs, List<DeviceArray> outputs,
    Set<Integer> delivered) {
  public Operands {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    delivered = Set.copyOf(delivered);
  }

  /** Returns the kind of the operation, such as {@code matmul}. */
  public String kind() {
    return function.opName();
  }

  DeviceArray input(int number) {
    return inputs.get(number);
  }

  DeviceArray output(int number) {
    return outputs.get(number);
  }

  /** Returns the integer arguments. */
  long[] integers() {
    return ((CustomOp) function).iArgs();
  }

  /** Returns the arguments that are real numbers. */
  double[] reals() {
    return ((CustomOp) function).tArgs();
  }
}
