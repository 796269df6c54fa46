package org.mae4j.data.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.datavec.api.split.CollectionInputSplit;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.ImageSetBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lists of image files, counting those that it skips. */
final class FolderImages {
  private static final Logger LOG = LoggerFactory.getLogger(FolderImages.class);

  private final ImageShape shape;
  private final boolean skipUnreadable;
  private int skipped;

  /** @param skipUnreadable skip unreadable and wrong-sized images instead of throwing */
  FolderImages(ImageShape shape, boolean skipUnreadable) {
    this.shape = shape;
    this.skipUnreadable = skipUnreadable;
  }

  /** @throws DataException naming the first image that is unreadable or wrong-sized, unless they are skipped */
  ImageSet read(List<Path> files) {
    try (FolderRecordReader reader = new FolderRecordReader(shape)) {
      reader.initialize(new CollectionInputSplit(files.stream().map(Path::toUri).toList()));
      ImageSetBuilder builder = new ImageSetBuilder(shape, files.size());
      while (reader.hasNext()) {
        addNext(reader, builder);
      }
      return builder.build(reader.getLabels());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addNext(FolderRecordReader reader, ImageSetBuilder builder) {
    try {
      builder.add(reader.next());
    } catch (DataException e) {
      if (!skipUnreadable) {
        throw e;
      }
      skipped++;
      LOG.warn("skipped {}", e.getMessage());
    }
  }

  int skipped() {
    return skipped;
  }
}
