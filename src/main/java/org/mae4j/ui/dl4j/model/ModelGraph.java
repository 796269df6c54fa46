package org.mae4j.ui.dl4j.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.LayerSummary;

/**
 * A SameDiff model as the pages draw it. The pages draw networks of Deeplearning4j, so the modules of the model are the
 * layers in the configuration of a {@code ComputationGraph} that is never built.
 *
 * @param vertices modules in the order in which they are computed; each one's input is the output of the one before it
 */
public record ModelGraph(List<ModelLayer> vertices) {
  /** The class that the pages need to be told to read {@link #json}. */
  public static final String CLASS = "org.deeplearning4j.nn.graph.ComputationGraph";

  /** The name of the input on the pages. */
  private static final String INPUT = "input";

  /** @param patchSize number of values in a patch */
  static ModelGraph of(ModelSummary summary, long patchSize) {
    Map<String, ModelLayer> vertices = new LinkedHashMap<>();
    long inputs = patchSize;
    for (LayerSummary layer : summary.layers()) {
      String name = ModelLayer.name(layer.path().module());
      long outputs = layer.outputShape().get(layer.outputShape().size() - 1);
      ModelLayer former =
          vertices.getOrDefault(name, new ModelLayer(name, layer.path().kind(), inputs, outputs, 0));
      vertices.put(name, new ModelLayer(name, former.kind(), former.inputs(), outputs,
          former.parameters() + layer.parameters()));
      inputs = outputs;
    }
    return new ModelGraph(List.copyOf(vertices.values()));
  }

  public long parameters() {
    return vertices.stream().mapToLong(ModelLayer::parameters).sum();
  }

  /** Returns the configuration of a {@code ComputationGraph} with these layers. */
  public String json() {
    Map<String, GraphVertex> layers = new LinkedHashMap<>();
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    String before = INPUT;
    for (ModelLayer vertex : vertices) {
      layers.put(vertex.name(), new LayerVertex(configuration(vertex), null));
      inputs.put(vertex.name(), List.of(before));
      before = vertex.name();
    }
    ComputationGraphConfiguration graph = new ComputationGraphConfiguration();
    graph.setNetworkInputs(List.of(INPUT));
    graph.setNetworkOutputs(List.of(before));
    graph.setVertices(layers);
    graph.setVertexInputs(inputs);
    graph.setDefaultConfiguration(new NeuralNetConfiguration());
    return graph.toJson();
  }

  private static NeuralNetConfiguration configuration(ModelLayer vertex) {
    NeuralNetConfiguration configuration = new NeuralNetConfiguration();
    configuration.setLayer(DisplayLayer.of(vertex));
    return configuration;
  }
}
