package org.mae4j.engine.graph;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/** Computes the shapes of an operation's outputs. */
final class OutputShapes implements AutoCloseable {
  private final OpContext context;
  private final List<LongShapeDescriptor> shapes;

  OutputShapes(DifferentialFunction function, INDArray[] inputs) {
    INDArray[] none = {};
    if (function instanceof CustomOp custom) {
      this.context = OpContexts.of(custom, inputs, none);
      this.shapes = custom.calculateOutputShape(context);
    } else {
      this.context = OpContexts.of(inputs, none);
      this.shapes = ((BaseOp) function).calculateOutputShape(context);
    }
    if (shapes == null || shapes.isEmpty()) {
      throw new IllegalStateException("operation " + function.opName() + " has no output shape");
    }
  }

  long[] get(int output) {
    return shapes.get(output).getShape();
  }

  @Override
  public void close() {
    OpContexts.close(context);
  }
}
