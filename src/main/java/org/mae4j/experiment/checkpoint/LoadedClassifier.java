package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.ClassifierHead;
import org.mae4j.eval.LogitsHead;
import org.mae4j.eval.NetworkOutput;
import org.mae4j.eval.RankedClasses;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/** A classifier of a run, which ranks the classes of images. Safe for use by several threads. */
public final class LoadedClassifier implements AutoCloseable {
  /** Weights of the linear layer of a network, {@code [D, classes]}. */
  static final String WEIGHT = "classifier.weight";

  private final ExperimentConfig config;
  private final String title;
  private final List<String> classNames;
  private final Parameters parameters;
  private final NetworkOutput network;
  private final ClassifierHead head;
  private final Optional<Device> device;

  private LoadedClassifier(ClassifierFile file, ExperimentConfig config, Parameters parameters, NetworkOutput network,
      ClassifierHead head, Workers workers) {
    this.config = config;
    this.title = file.kind().title();
    this.classNames = file.classNames(head.classes());
    this.parameters = parameters;
    this.network = network;
    this.head = head;
    this.device = workers.device();
  }

  /**
   * Loads a classifier.
   *
   * @param model run directory, or a file of a classifier in its folder of checkpoints
   * @param kind name of a {@link ClassifierKind}; by default the fine-tuned network, or else the linear probe
   * @param overrides settings {@code key=value} that take precedence over those of the run
   * @param devices opens what computes; closed with the classifier
   * @throws org.mae4j.base.UserException if there is none, or its files are damaged or have another architecture
   */
  public static LoadedClassifier load(Path model, Optional<String> kind, List<String> overrides,
      DeviceOpener devices) {
    ClassifierFile file = ClassifierFile.find(model, kind);
    ExperimentConfig config = file.config(overrides);
    Workers workers = Workers.of(config, devices.open(config.compute().precision()));
    try {
      return switch (file.kind()) {
        case FINETUNE, SCRATCH -> network(file, config, workers);
        case PROBE, KNN -> onFeatures(file, config, workers);
      };
    } catch (RuntimeException e) {
      workers.device().ifPresent(Device::close);
      throw e;
    }
  }

  private static LoadedClassifier network(ClassifierFile file, ExperimentConfig config, Workers workers) {
    Parameters parameters = ClassifierParameters.network(file, config);
    int classes = Math.toIntExact(parameters.get(WEIGHT).size(1));
    return new LoadedClassifier(file, config, parameters, NetworkOutput.logits(parameters, config.model(),
        PatchGrid.of(config), classes, workers), new LogitsHead(classes), workers);
  }

  private static LoadedClassifier onFeatures(ClassifierFile file, ExperimentConfig config, Workers workers) {
    FeatureClassifierFile.SavedClassifier loaded = FeatureClassifierFile.read(file.file());
    if (loaded.width() != config.model().encoder().width()) {
      throw new CheckpointException(file.file(), "the classifier has another architecture: it has " + loaded.width()
          + " features, the encoder " + config.model().encoder().width());
    }
    Parameters parameters = LoadedParameters.of(loaded.encoder(), config,
        () -> ParameterInitializer.encoder(config, config.data().image())).parameters();
    return new LoadedClassifier(file, config, parameters,
        NetworkOutput.features(parameters, config.model(), PatchGrid.of(config), workers), loaded.head(), workers);
  }

  public ExperimentConfig config() {
    return config;
  }

  /** Returns a noun for this kind of classifier. */
  public String title() {
    return title;
  }

  public List<String> classNames() {
    return classNames;
  }

  /**
   * Ranks the classes of a batch of images.
   *
   * @param pixels images {@code [batch, C, H, W]} with values in [-1, 1], which this call may change
   * @param images number of images of the batch that are not padding, the first ones
   */
  public List<RankedClasses> rank(float[] pixels, int images) {
    return head.rank(network.of(pixels, images));
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
    device.ifPresent(Device::close);
  }
}
