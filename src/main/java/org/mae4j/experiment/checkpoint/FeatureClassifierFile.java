package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.ShapeCheck;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.engine.HostCopy;
import org.mae4j.eval.ClassifierHead;
import org.mae4j.eval.neighbor.NearestNeighbors;
import org.mae4j.eval.probe.FeatureNormalization;
import org.mae4j.eval.probe.LinearClassifier;
import org.mae4j.experiment.directory.RunFailedException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files of the classifiers on the features of a frozen encoder, which name the checkpoint of that encoder. */
public final class FeatureClassifierFile {
  /** Weights of a linear probe, FLOAT {@code [classes, D]}. */
  static final String WEIGHT = "probe.weight";
  /** Features of the training images of kNN, FLOAT {@code [images, D]}. */
  static final String FEATURES = "knn.features";
  private static final String BIAS = "probe.bias"; // FLOAT [classes]
  private static final String MEAN = "probe.mean"; // DOUBLE [D]
  private static final String DEVIATION = "probe.deviation"; // DOUBLE [D]
  private static final String LABELS = "knn.labels"; // INT64 [images]
  private static final String ENCODER = "encoder";
  private static final String CLASSES = "classes";
  private static final String NEIGHBORS = "neighbors";

  private FeatureClassifierFile() {}

  /**
   * A classifier as read from a file.
   *
   * @param encoder checkpoint of the encoder whose features it classifies
   * @param width number of features
   */
  record SavedClassifier(ClassifierHead head, Path encoder, int width) {}

  /** Replaces {@code file} by a linear probe. @param encoder checkpoint beside the file */
  public static void write(Path file, LinearClassifier probe, Path encoder) {
    int width = probe.width();
    int classes = probe.classes();
    float[] weights = probe.weights();
    float[] transposed = new float[width * classes];
    for (int i = 0; i < transposed.length; i++) {
      transposed[i % classes * width + i / classes] = weights[i];
    }
    float[] biases = new float[classes];
    System.arraycopy(weights, transposed.length, biases, 0, classes);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put(WEIGHT, Nd4j.createFromArray(transposed).reshape(classes, width));
    tensors.put(BIAS, Nd4j.createFromArray(biases));
    tensors.put(MEAN, Nd4j.createFromArray(probe.normalization().mean()));
    tensors.put(DEVIATION, Nd4j.createFromArray(probe.normalization().deviation()));
    write(file, tensors, Map.of(ENCODER, encoder.getFileName().toString()));
  }

  /**
   * Replaces {@code file} by the training images of kNN.
   *
   * @param features {@code [images][D]}
   * @param labels class of each image
   * @param neighbors number of neighbors that vote
   * @param encoder checkpoint beside the file
   */
  public static void write(Path file, float[][] features, long[] labels, int classes, int neighbors, Path encoder) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put(FEATURES, Nd4j.createFromArray(features));
    tensors.put(LABELS, Nd4j.createFromArray(labels));
    write(file, tensors, Map.of(ENCODER, encoder.getFileName().toString(), CLASSES, Integer.toString(classes),
        NEIGHBORS, Integer.toString(neighbors)));
  }

  private static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata) {
    SortedMap<String, String> sorted = new TreeMap<>(metadata);
    try {
      TensorFiles.export(file, tensors, sorted);
    } catch (CheckpointException e) {
      throw new RunFailedException(e.getMessage(), e);
    } finally {
      tensors.values().forEach(INDArray::close);
    }
  }

  /** Reads a file. @throws CheckpointException if it is damaged, or not the file of such a classifier */
  static SavedClassifier read(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      String encoder = tensors.metadata().getOrDefault(ENCODER, "");
      if (!encoder.matches("[^/\\\\]+")) {
        throw new CheckpointException(file, "its metadata does not name the checkpoint of its encoder");
      }
      boolean linear = tensors.names().contains(WEIGHT);
      int[] shape = shape(tensors, linear ? WEIGHT : FEATURES);
      return new SavedClassifier(linear ? probe(tensors, shape[0], shape[1]) : neighbors(tensors, shape[0]),
          file.resolveSibling(encoder), shape[1]);
    }
  }

  private static int[] shape(TensorFile tensors, String name) {
    long[] shape = tensors.shape(name);
    if (shape.length != 2 || shape[0] * shape[1] > Integer.MAX_VALUE) {
      throw new CheckpointException(tensors.file(), "tensor " + name + " is not a matrix that fits in memory");
    }
    return new int[] {(int) shape[0], (int) shape[1]};
  }

  private static LinearClassifier probe(TensorFile tensors, int classes, int width) {
    ShapeCheck.require(Map.of(BIAS, new long[] {classes}, MEAN, new long[] {width}, DEVIATION, new long[] {width}),
        tensors);
    try (INDArray matrix = array(tensors, WEIGHT, DataType.FLOAT);
        INDArray bias = array(tensors, BIAS, DataType.FLOAT);
        INDArray mean = array(tensors, MEAN, DataType.DOUBLE);
        INDArray deviation = array(tensors, DEVIATION, DataType.DOUBLE)) {
      float[] transposed = matrix.data().asFloat();
      float[] weights = new float[(width + 1) * classes];
      for (int i = 0; i < transposed.length; i++) {
        weights[i] = transposed[i % classes * width + i / classes];
      }
      System.arraycopy(bias.data().asFloat(), 0, weights, transposed.length, classes);
      return new LinearClassifier(new FeatureNormalization(mean.toDoubleVector(), deviation.toDoubleVector()), weights);
    }
  }

  private static NearestNeighbors neighbors(TensorFile tensors, int images) {
    ShapeCheck.require(Map.of(LABELS, new long[] {images}), tensors);
    int classes = number(tensors, CLASSES);
    try (INDArray features = array(tensors, FEATURES, DataType.FLOAT);
        INDArray labels = array(tensors, LABELS, DataType.INT64)) {
      int[] indices = labels.toIntVector();
      for (int label : indices) {
        if (label < 0 || label >= classes) {
          throw new CheckpointException(tensors.file(), "label " + label + " is not one of " + classes + " classes");
        }
      }
      return new NearestNeighbors(HostCopy.readRows(features, images), indices, classes, number(tensors, NEIGHBORS));
    }
  }

  private static int number(TensorFile tensors, String key) {
    String value = tensors.metadata().getOrDefault(key, "missing");
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new CheckpointException(tensors.file(), "its metadata: " + key + " must be a number, is " + value);
    }
    return Integer.parseInt(value);
  }

  private static INDArray array(TensorFile tensors, String name, DataType type) {
    INDArray array = Nd4j.createUninitialized(type, tensors.shape(name), 'c');
    tensors.readInto(name, array);
    return array;
  }
}
