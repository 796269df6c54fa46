package org.mae4j.ui.dl4j;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer of a SameDiff model in the terms of Deeplearning4j's configurations: what the training pages tell of a layer,
 * and nothing that computes. The pages call it by the name of its class.
 */
abstract class ShownLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;
  private static final String NEVER_BUILT = "a layer that is shown is never built";

  @JsonProperty private long parameters;

  ShownLayer(IActivation activation) {
    setActivationFn(activation);
    setWeightInitFn(new WeightInitXavierUniform());
  }

  /** A linear layer, the embedding of patches among them. */
  static final class Linear extends ShownLayer {
    private static final long serialVersionUID = 1L;

    Linear() {
      super(new ActivationIdentity());
    }
  }

  /** Attention and MLP, each after a norm and beside a residual branch. */
  static final class TransformerBlock extends ShownLayer {
    private static final long serialVersionUID = 1L;

    TransformerBlock() {
      super(new ActivationGELU(true));
    }
  }

  static final class LayerNorm extends ShownLayer {
    private static final long serialVersionUID = 1L;

    LayerNorm() {
      super(new ActivationIdentity());
    }
  }

  /** From tokens to one feature vector. */
  static final class Pooling extends ShownLayer {
    private static final long serialVersionUID = 1L;

    Pooling() {
      super(new ActivationIdentity());
    }
  }

  /** A layer of the kind and the sizes of {@code vertex}. */
  static ShownLayer of(ModelLayer vertex) {
    ShownLayer layer = switch (vertex.kind()) {
      case LINEAR -> new Linear();
      case TRANSFORMER_BLOCK -> new TransformerBlock();
      case LAYER_NORM -> new LayerNorm();
      case POOLING -> new Pooling();
    };
    layer.setLayerName(vertex.name());
    layer.setNIn(vertex.inputs());
    layer.setNOut(vertex.outputs());
    layer.parameters = vertex.parameters();
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new Count(parameters);
  }

  @Override
  public Layer instantiate(NeuralNetConfiguration conf, Collection<TrainingListener> listeners, int index,
      INDArray parameterView, boolean initialize, DataType type) {
    throw new UnsupportedOperationException(NEVER_BUILT);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    throw new UnsupportedOperationException(NEVER_BUILT);
  }

  /** Tells how many parameters there are. */
  private record Count(long parameters) implements ParamInitializer {
    @Override
    public long numParams(NeuralNetConfiguration conf) {
      return parameters;
    }

    @Override
    public long numParams(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return parameters;
    }

    @Override
    public List<String> paramKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return List.of();
    }

    @Override
    public List<String> weightKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return List.of();
    }

    @Override
    public List<String> biasKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return List.of();
    }

    @Override
    public boolean isWeightParam(org.deeplearning4j.nn.conf.layers.Layer layer, String key) {
      return false;
    }

    @Override
    public boolean isBiasParam(org.deeplearning4j.nn.conf.layers.Layer layer, String key) {
      return false;
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
      throw new UnsupportedOperationException(NEVER_BUILT);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray gradientView) {
      throw new UnsupportedOperationException(NEVER_BUILT);
    }
  }
}
