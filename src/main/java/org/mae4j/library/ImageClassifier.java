package org.mae4j.library;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mae4j.backend.Backend;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.eval.RankedClasses;
import org.mae4j.experiment.checkpoint.LoadedClassifier;

/**
 * A classifier of a run: the fine-tuned network, the network that was trained from scratch, the linear probe, or kNN on
 * the features of the training images. Images of any size get the shape of the training images as the run did it. Safe
 * for use by several threads; {@link #close} frees its native memory.
 */
public final class ImageClassifier implements AutoCloseable {
  private final LoadedClassifier classifier;
  private final ImagePipeline pipeline;

  private ImageClassifier(LoadedClassifier classifier) {
    this.classifier = classifier;
    this.pipeline = new ImagePipeline(classifier.config());
  }

  /**
   * Loads the classifier of a run: the fine-tuned network, or else the linear probe.
   *
   * @param model run directory, or a file of a classifier in its folder of checkpoints
   * @param settings settings {@code key=value} that take precedence over those of the run, such as {@code data.fit=pad}
   * @throws org.mae4j.base.UserException if there is none, or it is damaged or has another architecture
   */
  public static ImageClassifier load(Path model, String... settings) {
    return load(model, Optional.empty(), settings);
  }

  /**
   * Loads a classifier of a run.
   *
   * @param kind {@code finetune}, {@code scratch}, {@code probe} or {@code knn}
   * @throws org.mae4j.base.UserException if there is none, or it is damaged or has another architecture
   */
  public static ImageClassifier load(Path model, Optional<String> kind, String... settings) {
    return load(DeviceOpener.CPU, model, kind, settings);
  }

  /** Loads a classifier of a run that computes on a device, which is closed with it. */
  public static ImageClassifier load(DeviceOpener devices, Path model, Optional<String> kind, String... settings) {
    Backend.require();
    return new ImageClassifier(LoadedClassifier.load(model, kind, Arrays.asList(settings), devices));
  }

  /** Returns a noun for this classifier, such as {@code linear probe}. */
  public String title() {
    return classifier.title();
  }

  /** Returns the names of the classes. */
  public List<String> classNames() {
    return classifier.classNames();
  }

  /** Returns the classes of an image, which is used as decoded. */
  public ClassPrediction predict(BufferedImage image) {
    return predict(Images.of(image)).get(0);
  }

  /**
   * Returns the classes of images, in order. The last bits of probabilities depend on the number of images: fewer than 8
   * are computed one by one, more in batches of 32.
   *
   * @throws org.mae4j.base.UserException naming an image that cannot be read
   */
  public List<ClassPrediction> predict(Images images) {
    List<ClassPrediction> predictions = new ArrayList<>();
    predict(images, predictions::add);
    return predictions;
  }

  /**
   * Classifies images.
   *
   * @param results receives each image in order, on the thread of the caller, while later images are computed
   * @throws org.mae4j.base.UserException naming an image that cannot be read
   */
  public void predict(Images images, Consumer<ClassPrediction> results) {
    pipeline.run(images, classifier::rank, (name, ranked) -> results.accept(prediction(name, ranked)));
  }

  private ClassPrediction prediction(ImageName name, RankedClasses ranked) {
    return new ClassPrediction(name, Arrays.stream(ranked.order()).mapToObj(
        index -> new ClassProbability(index, classNames().get(index), ranked.probabilities()[index])).toList());
  }

  /** Returns the images of a part of the data of the run: {@code train}, {@code validation} or {@code test}. */
  public Images split(String name) {
    return RunData.split(classifier.config(), name);
  }

  /** Waits for the images that other threads classify, and frees the memory. */
  @Override
  public void close() {
    classifier.close();
  }
}
