package org.mae4j.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.mae4j.config.ImageShape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Base of the readers whose images are bytes in channel-major order. A record is an image, [1, channels, height,
 * width] with values 0…255 (what DataVec's own image reader gives and its {@code ImagePreProcessingScaler} expects),
 * and an {@code IntWritable} label.
 */
public abstract class PlanarRecordReader extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private final transient ImageShape shape;
  private final List<String> labels;
  private transient Configuration configuration = new Configuration();

  public PlanarRecordReader(ImageShape shape, List<String> labels) {
    this.shape = shape;
    this.labels = new ArrayList<>(labels);
  }

  /** Writes the values of the next image, of which there is one, to {@code pixels} and returns its label. */
  protected abstract int read(byte[] pixels);

  @Override
  public List<Writable> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the last image has been read");
    }
    byte[] pixels = new byte[shape.size()];
    int label = read(pixels);
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(pixels[i]);
    }
    long[] dimensions = {1, shape.channels(), shape.height(), shape.width()};
    return List.of(new NDArrayWritable(Nd4j.create(values, dimensions, 'c')), new IntWritable(label));
  }

  @Override
  public Record nextRecord() {
    return new org.datavec.api.records.impl.Record(next(), null);
  }

  @Override
  public void initialize(Configuration newConfiguration, InputSplit split)
      throws IOException, InterruptedException {
    setConf(newConfiguration);
    initialize(split);
  }

  @Override
  public List<String> getLabels() {
    return labels;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw new UnsupportedOperationException("images are read in order");
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metaData) {
    throw new UnsupportedOperationException("images are read in order");
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
    throw new UnsupportedOperationException("images are read in order");
  }

  @Override
  public void setConf(Configuration newConfiguration) {
    configuration = newConfiguration;
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }
}
