package org.mae4j.engine.device;

import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.device.kernel.Broadcast;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.Elementwise;
import org.mae4j.engine.device.kernel.Iteration;
import org.nd4j.linalg.api.ops.ScalarOp;

/** Functions of each element, and their gradients. */
final class ElementwiseBinders {
  private ElementwiseBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("add", operands -> combine(operands, operands.output(0).isFloat() ? "add" : "add_integers"));
    binders.put("subtract", operands -> combine(operands, "subtract"));
    binders.put("multiply", operands -> combine(operands, "multiply"));
    binders.put("add_bp", operands -> sumGradient(operands, 1));
    binders.put("subtract_bp", operands -> sumGradient(operands, -1));
    binders.put("multiply_bp", ElementwiseBinders::productGradient);
    binders.put("add_scalar", operands -> map(operands, "shift", scalar(operands)));
    binders.put("mul_scalar", operands -> map(operands, "scale", scalar(operands)));
    binders.put("div_scalar", operands -> map(operands, "divide", scalar(operands)));
    binders.put("_powderivative", operands -> map(operands, "power_derivative", scalar(operands)));
    binders.put("square", operands -> map(operands, "square", 0));
    binders.put("rsqrt", operands -> map(operands, "reciprocal_root", 0));
  }

  private static double scalar(Operands operands) {
    return ((ScalarOp) operands.function()).scalar().getDouble(0);
  }

  private static DeviceOperation map(Operands operands, String kernel, double scalar) {
    DeviceArray target = operands.output(0);
    Iteration iteration = Elementwise.filling(target, operands.input(0));
    return (device, workspace) -> Elementwise.map(device, kernel, iteration, operands.input(0).address(),
        target.address(), scalar);
  }

  private static DeviceOperation combine(Operands operands, String kernel) {
    DeviceArray left = operands.input(0);
    DeviceArray right = operands.input(1);
    DeviceArray target = operands.output(0);
    Iteration iteration = Elementwise.filling(target, left, right);
    return (device, workspace) -> Elementwise.combine(device, kernel, iteration, left.address(), right.address(),
        target.address(), 0);
  }

  /** The gradients of {@code left + sign · right}. */
  private static DeviceOperation sumGradient(Operands operands, double sign) {
    DeviceArray gradient = operands.input(2);
    Broadcast left = Broadcast.of(gradient, operands.input(0));
    Broadcast right = Broadcast.of(gradient, operands.input(1));
    return DeviceOperation.withWorkspace(Math.max(left.workspaceBytes(), right.workspaceBytes()),
        (device, workspace) -> {
          sumGradient(device, left, gradient, operands.output(0), workspace, 1);
          sumGradient(device, right, gradient, operands.output(1), workspace, sign);
        });
  }

  private static void sumGradient(Device device, Broadcast broadcast, DeviceArray gradient, DeviceArray target,
      long workspace, double factor) {
    if (broadcast.repeated()) {
      broadcast.launch(device, gradient.address(), target.address(), workspace, factor);
    } else {
      Elementwise.map(device, "scale", Elementwise.filling(target, target), gradient.address(), target.address(),
          factor);
    }
  }

  /** The gradients of {@code left · right}. */
  private static DeviceOperation productGradient(Operands operands) {
    DeviceArray gradient = operands.input(2);
    Broadcast left = Broadcast.of(gradient, operands.input(0));
    Broadcast right = Broadcast.of(gradient, operands.input(1));
    long product = (long) gradient.length() * Float.BYTES;
    long sums = Math.max(left.workspaceBytes(), right.workspaceBytes());
    boolean summed = left.repeated() || right.repeated();
    return DeviceOperation.withWorkspace(sums + (summed ? product : 0), (device, workspace) -> {
      productGradient(device, left, gradient, operands.input(1), operands.output(0), workspace);
      productGradient(device, right, gradient, operands.input(0), operands.output(1), workspace);
    });
  }

  private static void productGradient(Device device, Broadcast broadcast, DeviceArray gradient, DeviceArray other,
      DeviceArray target, long workspace) {
    Iteration iteration = Elementwise.filling(gradient, gradient, other);
    long product = broadcast.repeated() ? workspace : target.address();
    Elementwise.combine(device, "multiply", iteration, gradient.address(), other.address(), product, 0);
    if (broadcast.repeated()) {
      broadcast.launch(device, product, target.address(), workspace + (long) gradient.length() * Float.BYTES, 1);
    }
  }
}
