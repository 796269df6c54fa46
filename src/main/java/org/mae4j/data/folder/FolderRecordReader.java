package org.mae4j.data.folder;

import java.io.IOException;
import java.util.List;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.writable.Writable;
import org.datavec.image.recordreader.ImageRecordReader;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;

/**
 * DataVec's reader of images labeled by their folder, restricted to images of one shape. An image is [1, C, H, W] in
 * the order red, green, blue, with values 0…255.
 */
final class FolderRecordReader extends ImageRecordReader {
  private static final long serialVersionUID = 1L;

  FolderRecordReader(ImageShape shape) {
    super(shape.height(), shape.width(), shape.channels(), new ParentPathLabelGenerator());
    imageLoader = new ExactImageLoader(shape);
    setLogLabelCountOnInit(false);
  }

  /**
   * Reads the next image. After an exception, the reader is positioned at the image after it.
   *
   * @throws DataException if the file is unreadable or has another size
   */
  @Override
  public List<Writable> next() {
    try {
      return super.next();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new DataException(getCurrentFile() + ": " + cause.getMessage(), cause);
      }
      throw e;
    }
  }
}
