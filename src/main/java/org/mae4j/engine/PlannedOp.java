package org.mae4j.engine;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** One native operation with its arrays in place. */
public abstract class PlannedOp implements AutoCloseable {
  final OpExecutioner executioner = Nd4j.getExecutioner();
  final OpContext context;
  private final String kind;

  private PlannedOp(String kind, OpContext context) {
    this.kind = kind;
    this.context = context;
  }

  static PlannedOp of(DifferentialFunction function, INDArray[] inputs, INDArray[] outputs) {
    return function instanceof CustomOp custom
        ? new Custom(custom, context(custom, inputs, outputs))
        : new Legacy((Op) function, context(inputs, outputs));
  }

  /** The native operation's name, such as {@code matmul}. */
  public final String kind() {
    return kind;
  }

  abstract void run();

  @Override
  public final void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot release the context of " + kind, e);
    }
  }

  static OpContext context(CustomOp custom, INDArray[] inputs, INDArray[] outputs) {
    OpContext context = context(inputs, outputs);
    context.setIArguments(custom.iArgs());
    context.setTArguments(custom.tArgs());
    context.setBArguments(custom.bArgs());
    context.setDArguments(custom.dArgs());
    return context;
  }

  static OpContext context(INDArray[] inputs, INDArray[] outputs) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    for (int i = 0; i < inputs.length; i++) {
      context.setInputArray(i, inputs[i]);
    }
    for (int i = 0; i < outputs.length; i++) {
      context.setOutputArray(i, outputs[i]);
    }
    return context;
  }

  /** An operation of libnd4j's newer kind. */
  private static final class Custom extends PlannedOp {
    private final CustomOp op;

    Custom(CustomOp op, OpContext context) {
      super(op.opName(), context);
      this.op = op;
    }

    @Override
    void run() {
      executioner.exec(op, context);
    }
  }

  /** An operation of the older kind: element by element, or a reduction. */
  private static final class Legacy extends PlannedOp {
    private final Op op;

    Legacy(Op op, OpContext context) {
      super(op.opName(), context);
      this.op = op;
    }

    @Override
    void run() {
      executioner.exec(op, context);
    }
  }
}
