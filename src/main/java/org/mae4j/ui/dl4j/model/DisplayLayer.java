package org.mae4j.ui.dl4j.model;

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
 * A Deeplearning4j layer configuration that describes a layer of a SameDiff model to the training pages. It is never
 * built. The pages show the simple name of the class as the type of the layer.
 */
abstract class DisplayLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;
  private static final String NEVER_BUILT = "this layer only describes a SameDiff layer and cannot be built";

  @JsonProperty
  private long parameters;

  DisplayLayer(IActivation activation) {
    setActivationFn(activation);
    setWeightInitFn(new WeightInitXavierUniform());
  }

  /** A linear layer or an embedding. */
  static final class Linear extends DisplayLayer {
    private static final long serialVersionUID = 1L;

    Linear() {
      super(new ActivationIdentity());
    }
  }

  /** A pre-norm transformer block: attention and MLP, each with a residual connection. */
  static final class TransformerBlock extends DisplayLayer {
    private static final long serialVersionUID = 1L;

    TransformerBlock() {
      super(new ActivationGELU(true));
    }
  }

  static final class LayerNorm extends DisplayLayer {
    private static final long serialVersionUID = 1L;

    LayerNorm() {
      super(new ActivationIdentity());
    }
  }

  /** Pooling of the tokens to one feature vector. */
  static final class Pooling extends DisplayLayer {
    private static final long serialVersionUID = 1L;

    Pooling() {
      super(new ActivationIdentity());
    }
  }

  /** Returns a configuration with the kind and the sizes of {@code vertex}. */
  static DisplayLayer of(ModelLayer vertex) {
    DisplayLayer layer = switch (vertex.kind()) {
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
    return new ParameterCount(parameters);
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

  /** A parameter initializer that only knows the number of parameters. */
  private record ParameterCount(long parameters) implements ParamInitializer {
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
