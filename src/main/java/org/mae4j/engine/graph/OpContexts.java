package org.mae4j.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** Creates and releases the native arguments of operations. */
final class OpContexts {
  private OpContexts() {}

  static OpContext of(CustomOp custom, INDArray[] inputs, INDArray[] outputs) {
    OpContext context = of(inputs, outputs);
    context.setIArguments(custom.iArgs());
    context.setTArguments(custom.tArgs());
    context.setBArguments(custom.bArgs());
    context.setDArguments(custom.dArgs());
    return context;
  }

  static OpContext of(INDArray[] inputs, INDArray[] outputs) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    for (int i = 0; i < inputs.length; i++) {
      context.setInputArray(i, inputs[i]);
    }
    for (int i = 0; i < outputs.length; i++) {
      context.setOutputArray(i, outputs[i]);
    }
    return context;
  }

  static void close(OpContext context) {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot release the arguments of an operation", e);
    }
  }
}
