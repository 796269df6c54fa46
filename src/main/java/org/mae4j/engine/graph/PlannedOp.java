package org.mae4j.engine.graph;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.ops.FusedOp;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.factory.Nd4j;

/** An operation with its arrays. */
public sealed interface PlannedOp extends AutoCloseable {
  /** Returns the operation's name, such as {@code matmul}. */
  String kind();

  /** Returns the shapes of its inputs and outputs, such as {@code 512×192, 192×768 → 512×768}. */
  String shapes();

  /** Computes the outputs from the present inputs. */
  void run();

  @Override
  void close();

  /** Binds a function of a graph to its arrays. */
  static PlannedOp of(DifferentialFunction function, INDArray[] inputs, INDArray[] outputs) {
    String shapes = shapes(inputs) + " → " + shapes(outputs);
    if (function instanceof FusedOp fused) {
      return new Fused(fused.opName(), shapes, fused.bind(inputs, outputs));
    }
    if (function instanceof CustomOp custom) {
      OpContext context = OpContexts.of(custom, inputs, outputs);
      return new Native(function.opName(), shapes, context, () -> Nd4j.getExecutioner().exec(custom, context));
    }
    if (function instanceof ReduceOp reduction && Reductions.NEWER.contains(reduction.opName())) {
      return of(Reductions.newer(reduction), inputs, outputs);
    }
    OpContext context = OpContexts.of(inputs, outputs);
    return new Native(function.opName(), shapes, context, () -> Nd4j.getExecutioner().exec((Op) function, context));
  }

  private static String shapes(INDArray[] arrays) {
    return shapes(Arrays.stream(arrays).map(INDArray::shape));
  }

  /** Returns shapes as {@link #shapes()} has them. */
  static String shapes(Stream<long[]> shapes) {
    return shapes.map(shape -> Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×")))
        .collect(Collectors.joining(", "));
  }

  /** An operation of libnd4j: a custom operation, or one of the older element-wise and reduction operations. */
  record Native(String kind, String shapes, OpContext context, Runnable call) implements PlannedOp {
    @Override
    public void run() {
      call.run();
    }

    @Override
    public void close() {
      OpContexts.close(context);
    }
  }

  /** An operation of this project. */
  record Fused(String kind, String shapes, Runnable kernel) implements PlannedOp {
    @Override
    public void run() {
      kernel.run();
    }

    @Override
    public void close() {
      // It holds nothing native of its own.
    }
  }

  /** An operation on a device. */
  record Launched(String kind, String shapes, OperationCost cost, Runnable launch) implements PlannedOp {
    @Override
    public void run() {
      launch.run();
    }

    @Override
    public void close() {
      // The plan frees its memory.
    }
  }
}
