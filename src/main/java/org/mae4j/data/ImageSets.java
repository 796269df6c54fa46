package org.mae4j.data;

import org.datavec.api.records.reader.RecordReader;
import org.mae4j.config.ImageShape;

/** Reads the records of any DataVec reader of labeled images into memory. */
public final class ImageSets {
  private ImageSets() {}

  /**
   * Reads all that is left of {@code reader}, whose records are an image, [1, channels, height, width] with values
   * 0…255, and an integer label.
   *
   * @param capacity at least as many as there are images
   */
  public static ImageSet read(RecordReader reader, ImageShape shape, int capacity) {
    ImageSetBuilder builder = new ImageSetBuilder(shape, capacity);
    while (reader.hasNext()) {
      builder.add(reader.next());
    }
    return builder.build(reader.getLabels());
  }
}
