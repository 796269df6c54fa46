package org.mae4j.experiment.checkpoint;

import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.eval.LinearClassifier;
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
      case FINETUNE, SCRATCH -> create(file, config, classes(file));
      case PROBE -> probe(file, config);
      case KNN -> throw new UserException(file.file() + ": kNN is no network and cannot be exported; name the linear "
          + "probe or a fine-tuned network");
    };
  }

  private static int classes(ClassifierFile file) {
    try (TensorFile tensors = TensorFile.openOrPrevious(file.file(), warning -> {})) {
      return Math.toIntExact(tensors.shape(BIAS)[0]);
    }
  }

  private static Parameters create(ClassifierFile file, ExperimentConfig config, int classes) {
    return LoadedParameters.of(file.file(), config,
        () -> ParameterInitializer.classifier(config, config.data().image(), classes));
  }

  private static Parameters probe(ClassifierFile file, ExperimentConfig config) {
    FeatureClassifierFile.SavedClassifier loaded = FeatureClassifierFile.read(file.file());
    LinearClassifier head = (LinearClassifier) loaded.head();
    Parameters parameters =
        ParameterInitializer.classifier(config, config.data().image(), head.classes());
    try {
      ModelCheckpoint.load(loaded.encoder(), parameters, name -> name.startsWith("encoder."), config.model());
      join(head, parameters.get(LoadedClassifier.WEIGHT), parameters.get(BIAS));
      return parameters;
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
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
