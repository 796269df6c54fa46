package org.mae4j.checkpoint.onnx;

import static org.mae4j.checkpoint.onnx.OnnxGraph.attribute;

import java.util.List;
import java.util.Map;
import org.mae4j.ops.BiasGelu;
import org.mae4j.ops.LayerNorm;
import org.mae4j.ops.attention.Attention;
import org.mae4j.ops.attention.CrossAttention;
import org.mae4j.ops.attention.QueryKeyValue;
import org.mae4j.ops.linear.Linear;
import org.mae4j.ops.linear.MatMul;

/** The ONNX operators of the fused operations that layers consist of. */
final class LayerTranslations {
  private static final int RESIDUAL = 3;

  private final OnnxGraph graph;

  LayerTranslations(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Returns the translation of each kind of operation. */
  Map<String, Translation> all() {
    AttentionTranslations attention = new AttentionTranslations(graph);
    return Map.of(new Linear().opName(), this::linear, new MatMul().opName(), this::product, new LayerNorm().opName(),
        this::layerNorm, new BiasGelu().opName(), this::biasGelu, new QueryKeyValue().opName(), this::queryKeyValue,
        new Attention().opName(), attention::within, new CrossAttention().opName(), attention::across);
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

  /** Adds {@code 0.5·x·(1 + erf(x/√2))}, in the order of operators that runtimes join to one. */
  private String biasGelu(GraphOperation operation, List<String> inputs) {
    String name = operation.name();
    String shifted = graph.node("Add", name + ".shifted", inputs);
    String scaled = graph.node("Div", name + ".scaled", List.of(shifted, graph.constants().scalar(Math.sqrt(2))));
    String error = graph.node("Erf", name + ".erf", List.of(scaled));
    String sum = graph.node("Add", name + ".sum", List.of(error, graph.constants().scalar(1)));
    String product = graph.node("Mul", name + ".product", List.of(shifted, sum));
    return graph.node("Mul", name, List.of(product, graph.constants().scalar(0.5)));
  }

  /** Adds the joined layers; a runtime joins their weights once, when it loads the model. */
  private String queryKeyValue(GraphOperation operation, List<String> inputs) {
    String name = GraphTranslator.layer(operation.few().arg(1).name());
    String weight = graph.node("Concat", name + ".weight", List.of(inputs.get(1), inputs.get(3), inputs.get(5)),
        attribute("axis", 1));
    String bias = graph.node("Concat", name + ".bias", List.of(inputs.get(2), inputs.get(4), inputs.get(6)),
        attribute("axis", 0));
    return graph.node("Gemm", name + ".queryKeyValue", List.of(inputs.get(0), weight, bias));
  }
}
