package org.mae4j.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * A model layer by layer, from its configuration alone.
 *
 * @param layers in the order in which they are computed
 */
public record ModelSummary(List<Layer> layers) {
  public ModelSummary {
    layers = List.copyOf(layers);
  }

  /**
   * One layer at a batch size.
   *
   * @param name what the names of its parameters begin with
   * @param outputShape batch first
   * @param parameters trainable numbers
   * @param multiplyAdds of its matrix products in a forward pass of the batch; what is done element by element is
   *     not counted
   * @param activationBytes of the 32-bit values that it keeps for the gradient, estimated: its output and what its
   *     products and activations read
   */
  public record Layer(String name, List<Integer> outputShape, long parameters, long multiplyAdds,
      long activationBytes) {
    public Layer {
      outputShape = List.copyOf(outputShape);
    }
  }

  /** The masked autoencoder as it is trained: the encoder on visible patches, the decoder on all. */
  public static ModelSummary pretraining(ModelConfig config, PatchGrid grid, int batch) {
    MaskShape masked = MaskShape.of(batch, grid.patches(), config.maskRatio());
    Layers layers = new Layers(config, grid, batch);
    layers.encoder(masked.visible(), true);
    layers.decoder(masked);
    return new ModelSummary(layers.list());
  }

  /** The encoder on all patches, and the classifier on its features. */
  public static ModelSummary classifier(ModelConfig config, PatchGrid grid, int batch, int classes) {
    Layers layers = new Layers(config, grid, batch);
    layers.encoder(grid.patches(), false);
    layers.classifier(classes);
    return new ModelSummary(layers.list());
  }

  public long parameters() {
    return total(Layer::parameters);
  }

  public long multiplyAdds() {
    return total(Layer::multiplyAdds);
  }

  public long activationBytes() {
    return total(Layer::activationBytes);
  }

  private long total(ToLongFunction<Layer> figure) {
    return layers.stream().mapToLong(figure).sum();
  }
}
