package org.mae4j.model.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records the layers of a {@link Graph} while it is built. */
final class LayerRecorder {
  private final Map<String, LayerSummary> layers = new LinkedHashMap<>();

  /**
   * Records an operation of a layer. A layer with several operations has the output of the last one, the sum of their
   * costs, and its place after the layers that were recorded before its last operation.
   *
   * @param shape of the output, batch first
   * @param weights that the operation uses
   * @param multiplyAdds of the whole batch
   * @param kept values of the whole batch that the gradient needs
   */
  void add(LayerPath path, List<Integer> shape, List<ParameterSpec> weights, long multiplyAdds, long kept) {
    LayerSummary added = new LayerSummary(path, shape, weights, multiplyAdds, kept * Float.BYTES);
    LayerSummary former = layers.remove(path.layer());
    layers.put(path.layer(), former == null ? added : joined(former, added));
  }

  List<LayerSummary> layers() {
    return new ArrayList<>(layers.values());
  }

  private static LayerSummary joined(LayerSummary former, LayerSummary last) {
    List<ParameterSpec> weights = Stream.concat(former.weights().stream(), last.weights().stream()).distinct().toList();
    return new LayerSummary(last.path(), last.outputShape(), weights, former.multiplyAdds() + last.multiplyAdds(),
        former.activationBytes() + last.activationBytes());
  }
}
