package org.mae4j.data.folder;

import java.io.IOException;
import java.util.List;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.writable.Writable;
import org.datavec.image.recordreader.ImageRecordReader;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;

/**
 * DataVec's reader of images labeled by their folder, held to images of one exact shape: [1, channels, height,
 * width], red before green before blue, values 0…255.
 */
public final class FolderRecordReader extends ImageRecordReader {
  private static final long serialVersionUID = 1L;

  public FolderRecordReader(ImageShape shape) {
    super(shape.height(), shape.width(), shape.channels(), new ParentPathLabelGenerator());
    imageLoader = new ExactImageLoader(shape);
    setLogLabelCountOnInit(false);
  }

  /**
   * Reads the next image. After an exception the reader stands at the image behind it.
   *
   * @throws DataException naming the file, if it is unreadable or of another size
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
