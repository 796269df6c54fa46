package org.mae4j.checkpoint.onnx;

import static org.mae4j.checkpoint.onnx.OnnxGraph.attribute;

import java.util.List;
import java.util.Map;
import org.mae4j.ops.Attention;
import org.mae4j.ops.BiasGelu;
import org.mae4j.ops.LayerNorm;
import org.mae4j.ops.Linear;
import org.mae4j.ops.MatMul;
import org.mae4j.ops.QueryKeyValue;
import org.nd4j.autodiff.functions.DifferentialFunction;

/** The ONNX operators of the fused operations that layers consist of. */
final class LayerTranslations {
  private static final int RESIDUAL = 3;

  private final OnnxGraph graph;

  LayerTranslations(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Returns the translation of each kind of operation. */
  Map<String, Translation> all() {
    return Map.of(new Linear().opName(), this::linear, new MatMul().opName(), this::product, new LayerNorm().opName(),
        this::layerNorm, new BiasGelu().opName(), this::biasGelu, new QueryKeyValue().opName(), this::queryKeyValue,
        new Attention().opName(), this::attention);
  }

  private String linear(GraphOperation operation, List<String> inputs) {
    String product = graph.node("Gemm", operation.name(), inputs.subList(0, RESIDUAL));
    return inputs.size() == RESIDUAL ? product
        : graph.node("Add", operation.name() + ".residual", List.of(inputs.get(RESIDUAL), product));
  }

  private String product(GraphOperation operation, List<String> inputs) {
    return graph.node("MatMul", operation.name(), inputs);
  }

  private String layerNorm(GraphOperation operation, List<String> inputs) {
    return graph.node("LayerNormalization", operation.name(), inputs, attribute("axis", -1),
        attribute("epsilon", (float) operation.numbers()[0]));
  }

  /** {@code 0.5·x·(1 + erf(x/√2))}, in the order of operators that runtimes join to one. */
  private String biasGelu(GraphOperation operation, List<String> inputs) {
    String name = operation.name();
    String shifted = graph.node("Add", name + ".shifted", inputs);
    String scaled = graph.node("Div", name + ".scaled", List.of(shifted, graph.scalar(Math.sqrt(2))));
    String error = graph.node("Erf", name + ".erf", List.of(scaled));
    String sum = graph.node("Add", name + ".sum", List.of(error, graph.scalar(1)));
    String product = graph.node("Mul", name + ".product", List.of(shifted, sum));
    return graph.node("Mul", name, List.of(product, graph.scalar(0.5)));
  }

  /** The joined layers; a runtime joins their weights once, when it loads the model. */
  private String queryKeyValue(GraphOperation operation, List<String> inputs) {
    String name = GraphTranslator.layer(operation.few().arg(1).name());
    String weight = graph.node("Concat", name + ".weight", List.of(inputs.get(1), inputs.get(3), inputs.get(5)),
        attribute("axis", 1));
    String bias = graph.node("Concat", name + ".bias", List.of(inputs.get(2), inputs.get(4), inputs.get(6)),
        attribute("axis", 0));
    return graph.node("Gemm", name + ".queryKeyValue", List.of(inputs.get(0), weight, bias));
  }

  private String attention(GraphOperation operation, List<String> inputs) {
    DifferentialFunction layer = operation.few().getSameDiff().getVariableOutputOp(operation.few().arg(0).name());
    operation.require(layer instanceof QueryKeyValue);
    String name = GraphTranslator.layer(layer.arg(1).name());
    long width = layer.arg(1).getShape()[1];
    long[] sizes = operation.shape(0); // number of images, tokens, heads
    long[] byHead = {-1, sizes[1], sizes[2], width / sizes[2]};
    List<String> parts = graph.nodes("Split", name + ".part", 3, inputs, attribute("axis", 1)); // [B·T, D] each
    String queries = heads(name + ".queries", parts.get(0), byHead, 0, 2, 1, 3); // [B, H, T, d]
    String keys = heads(name + ".keys", parts.get(1), byHead, 0, 2, 3, 1); // [B, H, d, T]
    String values = heads(name + ".values", parts.get(2), byHead, 0, 2, 1, 3); // [B, H, T, d]
    String scores = graph.node("Mul", name + ".scaled", List.of(
        graph.node("MatMul", name + ".scores", List.of(queries, keys)), graph.scalar(1 / Math.sqrt(byHead[3])))); // [B, H, T, T]
    String weights = graph.node("Softmax", name + ".weights", List.of(scores), attribute("axis", -1));
    String mixed = graph.node("MatMul", name + ".mixed", List.of(weights, values)); // [B, H, T, d]
    String joined = graph.node("Transpose", name + ".joined", List.of(mixed), attribute("perm", 0, 2, 1, 3));
    return graph.node("Reshape", name, List.of(joined, graph.integers(-1, width))); // [B·T, D]
  }

  /** Queries, keys or values by head. @param order of the dimensions batch, token, head and value */
  private String heads(String name, String rows, long[] byHead, long... order) {
    String split = graph.node("Reshape", name + ".byHead", List.of(rows, graph.integers(byHead)));
    return graph.node("Transpose", name, List.of(split), attribute("perm", order));
  }
}
