package org.mae4j.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * The layers of a model, as its graph computes them.
 *
 * @param layers in the order in which they are computed
 */
public record ModelSummary(List<LayerSummary> layers) {
  /** The backward pass computes two products for each product of the forward pass: a gradient for either factor. */
  private static final int PASSES = 3;

  public ModelSummary {
    layers = List.copyOf(layers);
  }

  /** Returns the layers of the masked autoencoder as it is trained. */
  public static ModelSummary pretraining(ModelConfig config, PatchGrid grid, int batch) {
    return new ModelSummary(MaskedAutoencoder.layers(config, grid, MaskShape.of(batch, config, grid)));
  }

  /**
   * Returns the layers of the encoder on all patches, and of the classifier on its features.
   *
   * @param classes number of classes; 0 leaves out the classifier
   */
  public static ModelSummary classifier(ModelConfig config, PatchGrid grid, int batch, int classes) {
    return classifier(config, grid, batch, classes, ClassifierTraining.ofAll(grid));
  }

  /** Returns the layers of the encoder and of the classifier as they are trained, with the decoder if it is, too. */
  public static ModelSummary classifier(ModelConfig config, PatchGrid grid, int batch, int classes,
      ClassifierTraining training) {
    return new ModelSummary(Classifier.layers(config, grid, batch, classes, training));
  }

  /** Returns the layers of the encoder on all patches, without a classifier. */
  public static ModelSummary encoder(ModelConfig config, PatchGrid grid, int batch) {
    return classifier(config, grid, batch, 0);
  }

  /** Returns the number of trainable values. */
  public long parameters() {
    return total(LayerSummary::parameters);
  }

  /** Returns the multiply-adds of the matrix products in a forward pass of the batch. */
  public long multiplyAdds() {
    return total(LayerSummary::multiplyAdds);
  }

  /**
   * Returns the floating-point operations of a forward and a backward pass: two for each multiply-add of the forward
   * pass's matrix products, and twice as many for the backward pass. Element-wise operations and the optimizer are not
   * counted; the gradient for the images, which no training needs, is.
   */
  public double trainingFlops() {
    return PASSES * inferenceFlops();
  }

  /** Returns the floating-point operations of a forward pass: two for each multiply-add of its matrix products. */
  public double inferenceFlops() {
    return 2.0 * multiplyAdds();
  }

  /** Returns the estimated bytes of the values that the batch keeps for the gradient. */
  public long activationBytes() {
    return total(LayerSummary::activationBytes);
  }

  private long total(ToLongFunction<LayerSummary> value) {
    return layers.stream().mapToLong(value).sum();
  }
}
