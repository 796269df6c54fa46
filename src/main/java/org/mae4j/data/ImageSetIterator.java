package org.mae4j.data;

import java.util.List;
import java.util.NoSuchElementException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The images of a set in their order, for DL4J's networks: features [batch, channels · height · width] in [-1, 1]
 * ({@code InputType.convolutionalFlat} gives them their shape back), labels [batch, classes] one-hot. The last batch
 * holds what is left.
 */
public final class ImageSetIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient ImageSet images;
  private final int batch;
  private int position;
  private transient DataSetPreProcessor preProcessor;

  public ImageSetIterator(ImageSet images, int batch) {
    this.images = images;
    this.batch = batch;
  }

  @Override
  public DataSet next() {
    return next(batch);
  }

  @Override
  public DataSet next(int count) {
    if (!hasNext()) {
      throw new NoSuchElementException("the last image has been read");
    }
    int size = Math.min(count, images.size() - position);
    float[] features = new float[size * inputColumns()];
    float[] labels = new float[size * totalOutcomes()];
    for (int i = 0; i < size; i++) {
      images.copyTo(position + i, features, i * inputColumns());
      labels[i * totalOutcomes() + images.label(position + i)] = 1;
    }
    position += size;
    DataSet data = new DataSet(matrix(features, size), matrix(labels, size));
    if (preProcessor != null) {
      preProcessor.preProcess(data);
    }
    return data;
  }

  private static INDArray matrix(float[] values, int rows) {
    return Nd4j.create(values, new long[] {rows, values.length / rows}, 'c');
  }

  @Override
  public boolean hasNext() {
    return position < images.size();
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return true;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public int inputColumns() {
    return images.shape().size();
  }

  @Override
  public int totalOutcomes() {
    return images.classNames().size();
  }

  @Override
  public List<String> getLabels() {
    return images.classNames();
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor newPreProcessor) {
    preProcessor = newPreProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }
}
