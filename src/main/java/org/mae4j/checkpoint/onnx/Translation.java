package org.mae4j.checkpoint.onnx;

import java.util.List;

/** Adds the ONNX operators of an operation to a graph. */
@FunctionalInterface
interface Translation {
  /**
   * @param inputs names of the inputs in the ONNX graph
   * @return name of the first output
   */
  String apply(GraphOperation operation, List<String> inputs);
}
