package org.mae4j.engine.device;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.mae4j.base.UserException;

/** The kinds of operations that a device computes. */
public final class DeviceOperations {
  private static final Map<String, OperationBinder> BINDERS = binders();

  private DeviceOperations() {}

  private static Map<String, OperationBinder> binders() {
    Map<String, OperationBinder> binders = new HashMap<>();
    ElementwiseBinders.addTo(binders);
    ReductionBinders.addTo(binders);
    CopyBinders.addTo(binders);
    RowBinders.addTo(binders);
    LayerNormBinders.addTo(binders);
    MatrixBinders.addTo(binders);
    AttentionBinders.addTo(binders);
    return Map.copyOf(binders);
  }

  /** Returns the names of the operations that have a binder, such as {@code matmul}. */
  public static Set<String> kinds() {
    return BINDERS.keySet();
  }

  /**
   * Returns the number of elements of an output that an operation stores, if the host does not read it. Attention keeps a
   * number for each query in place of its weights.
   *
   * @param kind of the operation
   * @param output number of the output
   * @param shape of the output
   */
  public static long storedLength(String kind, int output, long... shape) {
    return AttentionBinders.storedLength(kind, output, shape)
        .orElseGet(() -> Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  /**
   * Returns the computation of an operation over its arrays.
   *
   * @throws UserException if there is no kernel for the operation, its arguments or its shapes
   */
  public static DeviceOperation bind(Operands operands) {
    OperationBinder binder = BINDERS.get(operands.kind());
    if (binder == null) {
      throw new UserException("the GPU has no kernel for the operation " + operands.kind() + "; start without --gpu "
          + "to compute it on the CPU");
    }
    try {
      return binder.bind(operands);
    } catch (UnsupportedOperationException e) {
      throw new UserException("the GPU cannot compute the operation " + operands.kind() + ": no kernel for "
          + e.getMessage() + "; start without --gpu to compute it on the CPU", e);
    }
  }
}
