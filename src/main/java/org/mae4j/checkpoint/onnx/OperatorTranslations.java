package org.mae4j.checkpoint.onnx;

import static org.mae4j.checkpoint.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ONNX operators of SameDiff's operations. */
final class OperatorTranslations {
  /** Beginning of the integers of a reshape: the order of its values. */
  private static final int ORDER = 1;

  private final OnnxGraph graph;

  private OperatorTranslations(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Returns the translation to {@code graph} of each kind of operation. */
  static Map<String, Translation> of(OnnxGraph graph) {
    OperatorTranslations operators = new OperatorTranslations(graph);
    Map<String, Translation> all = new HashMap<>(new LayerTranslations(graph).all());
    Map.of("add", "Add", "subtract", "Sub", "multiply", "Mul", "divide", "Div").forEach((kind, operator) -> all.put(
        kind, (operation, inputs) -> graph.node(operator, operation.name(), inputs)));
    all.put("reshape", (operation, inputs) -> graph.node("Reshape", operation.name(),
        List.of(inputs.get(0), graph.constants().integers(operation.shape(ORDER)))));
    all.put("permute", (operation, inputs) -> graph.node("Transpose", operation.name(), inputs,
        attribute("perm", operation.integers())));
    Map.of("gather", "Gather", "concat", "Concat").forEach((kind, operator) -> all.put(kind,
        (operation, inputs) -> graph.node(operator, operation.name(), inputs,
            attribute("axis", operation.integers()[0]))));
    all.put("matmul", operators::product);
    all.put("strided_slice", operators::slice);
    all.put("onehot", operators::oneHot);
    all.put("reduce_mean", (operation, inputs) -> graph.node("ReduceMean", operation.name(), inputs,
        attribute("axes", operation.dimensions()), attribute("keepdims", operation.keepsDimensions() ? 1 : 0)));
    return all;
  }

  private String product(GraphOperation operation, List<String> inputs) {
    operation.require(Arrays.stream(operation.integers()).allMatch(transposed -> transposed == 0)
        && Arrays.equals(operation.numbers(), new double[] {1, 0}));
    return graph.node("MatMul", operation.name(), inputs);
  }

  /** Adds a slice. The integers are five masks, then the beginning, the end and the step of each dimension. */
  private String slice(GraphOperation operation, List<String> inputs) {
    int masks = 5;
    long[] integers = operation.integers();
    int rank = (integers.length - masks) / 3;
    operation.require(integers[1] == 0 && integers[3] == 0 && integers[4] == 0);
    long[] begins = new long[rank];
    long[] ends = new long[rank];
    for (int i = 0; i < rank; i++) {
      begins[i] = (integers[0] >> i & 1) == 1 ? 0 : integers[masks + i];
      ends[i] = (integers[2] >> i & 1) == 1 ? Long.MAX_VALUE : integers[masks + rank + i];
    }
    long[] steps = Arrays.copyOfRange(integers, masks + 2 * rank, integers.length);
    long[] axes = new long[rank];
    Arrays.setAll(axes, i -> i);
    List<String> all = new ArrayList<>(inputs.subList(0, 1));
    List.of(begins, ends, axes, steps).forEach(values -> all.add(graph.constants().integers(values)));
    return graph.node("Slice", operation.name(), all);
  }

  private String oneHot(GraphOperation operation, List<String> inputs) {
    long[] integers = operation.integers();
    String offAndOn = graph.constants().floats((float) operation.numbers()[1], (float) operation.numbers()[0]);
    return graph.node("OneHot", operation.name(),
        List.of(inputs.get(0), graph.constants().integers(integers[1]), offAndOn), attribute("axis", integers[0]));
  }
}
