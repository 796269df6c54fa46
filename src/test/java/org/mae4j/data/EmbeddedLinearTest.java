package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.embedded.EmbeddedSettings;
import org.mae4j.data.embedded.EmbeddedSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Tests that a linear classifier on pixels does not solve the embedded data set. */
class EmbeddedLinearTest {

  @Test
  void softmaxRegressionOnPixelsStaysUnder40Percent() {
    Choice source = new Choice("embedded", new EmbeddedSettings(10_000, 2_000, 1));
    SourceSplits sets = new EmbeddedSource().read(
        DataConfigs.of(source, "", new ImageShape(32, 32, 3), 0.1, 0, 0, false, "#ffffff"), Decoding.QUIET);
    MultiLayerNetwork network = softmax(sets.train().shape().size(), sets.train().classNames().size());
    DataSetIterator training = batches(sets.train());
    network.fit(training, 10);
    double train = network.evaluate(training).accuracy();
    double test = network.evaluate(batches(sets.test().orElseThrow())).accuracy();
    assertTrue(train > 0.15, "the classifier must have learned something, train accuracy " + train);
    assertTrue(test < 0.4, "test accuracy " + test);
  }

  private static DataSetIterator batches(ImageSet images) {
    int length = images.shape().size();
    float[] features = new float[images.size() * length];
    INDArray labels = Nd4j.zeros(images.size(), images.classNames().size());
    for (int i = 0; i < images.size(); i++) {
      images.copyTo(i, features, i * length);
      labels.putScalar(i, images.label(i), 1);
    }
    INDArray rows = Nd4j.create(features, new long[] {images.size(), length}, 'c');
    return new ViewIterator(new DataSet(rows, labels), 500);
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
