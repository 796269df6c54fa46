package org.mae4j.model.layer;

import java.util.List;

/**
 * A layer as a graph computes it at a batch size.
 *
 * @param path of the layer
 * @param outputShape shape of its output, batch first
 * @param weights its trainable parameters, in the order in which the graph uses them
 * @param multiplyAdds multiply-adds of its matrix products in a forward pass of the batch; operations on single
 *     elements are not counted
 * @param activationBytes estimated bytes of the 32-bit values that it keeps for the gradient: its output and the inputs
 *     of its products and activations
 */
public record LayerSummary(LayerPath path, List<Integer> outputShape, List<ParameterSpec> weights, long multiplyAdds,
    long activationBytes) {
  public LayerSummary {
    outputShape = List.copyOf(outputShape);
    weights = List.copyOf(weights);
  }

  public String name() {
    return path.layer();
  }

  /** Returns the number of trainable values. */
  public long parameters() {
    return weights.stream().mapToLong(ParameterSpec::count).sum();
  }
}
