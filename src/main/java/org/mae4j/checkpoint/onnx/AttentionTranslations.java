package org.mae4j.checkpoint.onnx;

import static org.mae4j.checkpoint.onnx.OnnxGraph.attribute;

import java.util.List;
import org.mae4j.ops.attention.QueryKeyValue;
import org.mae4j.ops.linear.Linear;
import org.nd4j.autodiff.functions.DifferentialFunction;

/** The ONNX operators of attention: {@code softmax(Q·Kᵀ/√d)·V} of several heads (arXiv 1706.03762, section 3.2). */
final class AttentionTranslations {
  private final OnnxGraph graph;

  AttentionTranslations(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Adds attention within sequences. The input has queries, keys and values side by side. */
  String within(GraphOperation operation, List<String> inputs) {
    String name = GraphTranslator.layer(layer(operation).arg(1).name());
    return attention(name, operation, graph.nodes("Split", name + ".part", 3, inputs, attribute("axis", 1)));
  }

  /** Adds attention to another sequence. The inputs are queries, keys and values. */
  String across(GraphOperation operation, List<String> inputs) {
    return attention(GraphTranslator.layer(layer(operation).arg(1).name()), operation, inputs);
  }

  /** Returns the operation with the linear layer of the queries. */
  private static DifferentialFunction layer(GraphOperation operation) {
    DifferentialFunction layer = operation.few().getSameDiff().getVariableOutputOp(operation.few().arg(0).name());
    operation.require(layer instanceof QueryKeyValue || layer instanceof Linear);
    return layer;
  }

  private String attention(String name, GraphOperation operation, List<String> parts) {
    long width = layer(operation).arg(1).getShape()[1];
    long[] sizes = operation.shape(0); // number of images, queries, keys, heads
    operation.require(sizes.length == 4);
    long heads = sizes[3];
    String queries = heads(name + ".queries", parts.get(0), width, heads, sizes[1], 0, 2, 1, 3); // [B, H, Q, d]
    String keys = heads(name + ".keys", parts.get(1), width, heads, sizes[2], 0, 2, 3, 1); // [B, H, d, K]
    String values = heads(name + ".values", parts.get(2), width, heads, sizes[2], 0, 2, 1, 3); // [B, H, K, d]
    String products = graph.node("MatMul", name + ".products", List.of(queries, keys)); // [B, H, Q, K]
    String scores = graph.node("Mul", name + ".scores",
        List.of(products, graph.constants().scalar(1 / Math.sqrt((double) width / heads))));
    String weights = graph.node("Softmax", name + ".weights", List.of(scores), attribute("axis", -1));
    String mixed = graph.node("MatMul", name + ".mixed", List.of(weights, values)); // [B, H, Q, d]
    String joined = graph.node("Transpose", name + ".joined", List.of(mixed), attribute("perm", 0, 2, 1, 3));
    return graph.node("Reshape", name, List.of(joined, graph.constants().integers(-1, width))); // [B·Q, D]
  }

  /** Adds the split of queries, keys or values by head. @param order of the dimensions batch, token, head and value */
  private String heads(String name, String rows, long width, long heads, long tokens, long... order) {
    String split = graph.node("Reshape", name + ".byHead",
        List.of(rows, graph.constants().integers(-1, tokens, heads, width / heads)));
    return graph.node("Transpose", name, List.of(split), attribute("perm", order));
  }
}
