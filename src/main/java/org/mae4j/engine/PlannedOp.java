package org.mae4j.engine;

import org.mae4j.kernel.FusedOp;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** One operation with its arrays in place. */
public sealed interface PlannedOp extends AutoCloseable {
  /** The operation's name, such as {@code matmul}. */
  String kind();

  /** Computes the outputs from the inputs as they are now. */
  void run();

  @Override
  void close();

  /** Binds a function of a graph to its arrays. */
  static PlannedOp of(DifferentialFunction function, INDArray[] inputs, INDArray[] outputs) {
    if (function instanceof FusedOp fused) {
      return new Fused(fused.opName(), fused.bound(inputs, outputs));
    }
    if (function instanceof CustomOp custom) {
      OpContext context = Contexts.of(custom, inputs, outputs);
      return new Native(function.opName(), context, () -> Nd4j.getExecutioner().exec(custom, context));
    }
    OpContext context = Contexts.of(inputs, outputs);
    return new Native(function.opName(), context, () -> Nd4j.getExecutioner().exec((Op) function, context));
  }

  /** An operation of libnd4j: of its newer kind, or of the older one, element by element or a reduction. */
  record Native(String kind, OpContext context, Runnable call) implements PlannedOp {
    @Override
    public void run() {
      call.run();
    }

    @Override
    public void close() {
      Contexts.close(context);
    }
  }

  /** An operation of this project's own. */
  record Fused(String kind, Runnable kernel) implements PlannedOp {
    @Override
    public void run() {
      kernel.run();
    }

    @Override
    public void close() {
      // Holds nothing native of its own.
    }
  }
}
