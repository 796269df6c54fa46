package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.eval.probe.LinearClassifier;
import org.mae4j.model.layer.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a network that classifies as a saved classifier does. */
public final class ClassifierParameters {
  private static final String BIAS = "classifier.bias";

  private ClassifierParameters() {}

  /**
   * Returns the parameters of encoder and classifier; the caller closes them. The linear layer of a linear probe
   * includes the normalization of the features.
   *
   * @throws UserException if the classifier is no network, as kNN is not, or its files are damaged
   */
  public static Parameters load(ClassifierFile file, ExperimentConfig config) {
    return switch (file.kind()) {
      case FINETUNE, SCRATCH -> network(file, config);
      case PROBE -> probe(file, config);
      case KNN -> throw new UserException(file.file() + ": kNN is no network and cannot be exported; name the linear "
          + "probe or a fine-tuned network");
    };
  }

  /** Returns the parameters of a network that was trained as a classifier; their number of classes is in the file. */
  static Parameters network(ClassifierFile file, ExperimentConfig config) {
    int classes = classes(file.file());
    return LoadedParameters.of(file.file(), config,
        () -> ParameterInitializer.classifier(config, config.data().image(), classes)).parameters();
  }

  private static int classes(Path checkpoint) {
    try (TensorFile tensors = TensorFiles.openOrPrevious(checkpoint, warning -> {})) {
      return Math.toIntExact(tensors.shape(LoadedClassifier.WEIGHT)[1]);
    }
  }

  private static Parameters probe(ClassifierFile file, ExperimentConfig config) {
    FeatureClassifierFile.SavedClassifier loaded = FeatureClassifierFile.read(file.file());
    LinearClassifier head = (LinearClassifier) loaded.head();
    Parameters parameters = LoadedParameters.of(loaded.encoder(), config,
        () -> ParameterInitializer.classifier(config, config.data().image(), head.classes()),
        name -> name.startsWith("encoder.")).parameters();
    join(head, parameters.get(LoadedClassifier.WEIGHT), parameters.get(BIAS));
    return parameters;
  }

  /** Writes {@code w / deviation} and {@code b − Σ mean / deviation · w}. */
  private static void join(LinearClassifier head, INDArray weight, INDArray bias) {
    int classes = head.classes();
    for (int c = 0; c < classes; c++) {
      double shifted = head.weights()[head.width() * classes + c];
      for (int j = 0; j < head.width(); j++) {
        double scaled = head.weights()[j * classes + c] / head.normalization().deviation()[j];
        weight.putScalar(j, c, scaled);
        shifted -= head.normalization().mean()[j] * scaled;
      }
      bias.putScalar(c, shifted);
    }
  }
}
