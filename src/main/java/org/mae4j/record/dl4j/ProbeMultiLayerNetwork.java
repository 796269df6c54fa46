package org.mae4j.record.dl4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mae4j.eval.probe.ProbeState;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A network of one softmax layer that shows the weights of a linear probe to Deeplearning4j's listener.
 * Deeplearning4j's pages know the kind of a network by the end of its class name.
 */
@SuppressWarnings("overrides") // Deeplearning4j's network implements a method of variable arity by an array
final class ProbeMultiLayerNetwork extends MultiLayerNetwork {
  private static final long serialVersionUID = 1L;
  private static final String WEIGHTS = "0_W";
  private static final String BIASES = "0_b";

  private int batch;

  private ProbeMultiLayerNetwork(MultiLayerConfiguration configuration) {
    super(configuration);
    init();
  }

  static ProbeMultiLayerNetwork of(int width, int classes) {
    return new ProbeMultiLayerNetwork(new NeuralNetConfiguration.Builder().list()
        .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).nIn(width).nOut(classes)
            .activation(Activation.SOFTMAX).build())
        .build());
  }

  /** Takes over weights, loss, and the changes of the weights as Deeplearning4j's updates, which are subtracted. */
  void show(ProbeState state) {
    int classes = layerSize(0);
    int width = layerInputSize(0);
    INDArray weights = Nd4j.create(state.weights(), new long[] {width + 1L, classes}, 'c');
    INDArray updates = Nd4j.create(state.changes(), new long[] {width + 1L, classes}, 'c').neg();
    getParam(WEIGHTS).assign(part(weights, 0, width));
    getParam(BIASES).assign(part(weights, width, width + 1));
    gradient = new DefaultGradient();
    gradient.setGradientFor(WEIGHTS, part(updates, 0, width));
    gradient.setGradientFor(BIASES, part(updates, width, width + 1));
    setScore(state.loss());
    batch = state.batch();
  }

  @Override
  public int batchSize() {
    return batch;
  }

  private static INDArray part(INDArray rows, int from, int to) {
    return rows.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }
}
