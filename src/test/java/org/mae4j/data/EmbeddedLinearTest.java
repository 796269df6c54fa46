package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mae4j.config.DataConfig.EmbeddedConfig;
import org.mae4j.data.embedded.EmbeddedData;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The embedded data set must not be solvable by a linear classifier on its pixels. */
class EmbeddedLinearTest {

  @Test
  void softmaxRegressionOnPixelsStaysUnder40Percent() {
    SourceSets sets = EmbeddedData.read(new EmbeddedConfig(20_000, 4_000, 1));
    MultiLayerNetwork network = softmax(sets.train().shape().size(), sets.train().classNames().size());
    network.fit(new ImageSetIterator(sets.train(), 500), 10);
    double train = network.evaluate(new ImageSetIterator(sets.train(), 500)).accuracy();
    double test = network.evaluate(new ImageSetIterator(sets.test(), 500)).accuracy();
    
    assertTrue(train > 0.15, "the classifier must have learned something, train accuracy " + train);
    assertTrue(test < 0.4, "test accuracy " + test);
  }

  private static MultiLayerNetwork softmax(int inputs, int classes) {
    var configuration = new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(1e-3))
        .list()
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(inputs).nOut(classes).activation(Activation.SOFTMAX).build())
        .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
