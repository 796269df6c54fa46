package org.mae4j.engine.device;

import java.util.Arrays;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.Elementwise;
import org.mae4j.engine.device.kernel.Iteration;
import org.mae4j.engine.device.kernel.Sum;

/** Matrix products, linear layers, and their gradients. */
final class MatrixBinders {
  private static final int RESIDUAL = 3;

  private MatrixBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("matmul", MatrixBinders::untransposed);
    binders.put("matmul_bp", MatrixBinders::untransposedGradient);
    binders.put("mae4j_product", MatrixBinders::product);
    binders.put("mae4j_product_gradient", MatrixBinders::productGradient);
    binders.put("mae4j_linear", MatrixBinders::linear);
    binders.put("mae4j_linear_gradient", MatrixBinders::linearGradient);
  }

  private static DeviceOperation untransposed(Operands operands) {
    requireMatrices(operands);
    return product(operands);
  }

  private static DeviceOperation untransposedGradient(Operands operands) {
    requireMatrices(operands);
    return productGradient(operands);
  }

  private static void requireMatrices(Operands operands) {
    if (operands.input(0).rank() != 2 || operands.input(1).rank() != 2
        || Arrays.stream(operands.integers()).anyMatch(transposed -> transposed != 0)) {
      throw new UnsupportedOperationException("products of transposed matrices, or of more than two dimensions");
    }
  }

  private static DeviceOperation product(Operands operands) {
    return DeviceOperation.withProducts(flops(operands.input(0), operands.input(1)),
        (device, workspace) -> multiply(device, operands.input(0), operands.input(1), operands.output(0), 0));
  }

  private static DeviceOperation linear(Operands operands) {
    DeviceArray bias = operands.input(2);
    DeviceArray output = operands.output(0);
    boolean residual = operands.inputs().size() > RESIDUAL;
    Iteration iteration = residual ? Elementwise.filling(output, operands.input(RESIDUAL), bias)
        : Elementwise.filling(output, bias);
    return DeviceOperation.withProducts(flops(operands.input(0), operands.input(1)), (device, workspace) -> {
      if (residual) {
        Elementwise.combine(device, "add", iteration, operands.input(RESIDUAL).address(), bias.address(),
            output.address(), 0);
      } else {
        Elementwise.map(device, "copy", iteration, bias.address(), output.address(), 0);
      }
      multiply(device, operands.input(0), operands.input(1), output, 1);
    });
  }

  private static DeviceOperation productGradient(Operands operands) {
    return DeviceOperation.withProducts(2 * flops(operands.input(0), operands.input(1)),
        (device, workspace) -> gradients(device, operands.input(0), operands.input(1), operands.input(2),
            operands.output(0).address(), operands.output(1).address()));
  }

  private static DeviceOperation linearGradient(Operands operands) {
    DeviceArray gradient = operands.input(2);
    Sum bias = Sum.ofRows(gradient.rows(), gradient.width());
    DeviceOperation operation = DeviceOperation.withWorkspace(bias.workspaceBytes(), (device, workspace) -> {
      gradients(device, operands.input(0), operands.input(1), gradient, operands.output(0).address(),
          operands.output(1).address());
      bias.launch(device, gradient.address(), operands.output(2).address(), workspace, 1);
    });
    return DeviceOperation.withProducts(2 * flops(operands.input(0), operands.input(1)), operation);
  }

  /** Returns the floating-point operations of {@code rows · weight}. */
  static double flops(DeviceArray rows, DeviceArray weight) {
    return 2.0 * rows.length() * weight.width();
  }

  /** Computes {@code output = rows · weight + kept · output}. */
  static void multiply(Device device, DeviceArray rows, DeviceArray weight, DeviceArray output, float kept) {
    device.multiply(ProductShape.of(rows.rows(), weight.width(), rows.width(), false, false, kept), rows.address(),
        weight.address(), output.address());
  }

  /** Computes the gradients of rows, {@code gradient · weightᵀ}, and of weight, {@code rowsᵀ · gradient}. */
  static void gradients(Device device, DeviceArray rows, DeviceArray weight, DeviceArray gradient, long rowGradient,
      long weightGradient) {
    device.multiply(ProductShape.of(rows.rows(), rows.width(), weight.width(), false, true, 0), gradient.address(),
        weight.address(), rowGradient);
    device.multiply(ProductShape.of(rows.width(), weight.width(), rows.rows(), true, false, 0), rows.address(),
        gradient.address(), weightGradient);
  }
}
