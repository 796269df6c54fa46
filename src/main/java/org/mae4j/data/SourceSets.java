package org.mae4j.data;

import java.nio.file.Path;
import org.mae4j.config.DataConfig;
import org.mae4j.data.cifar.Cifar10Data;
import org.mae4j.data.embedded.EmbeddedData;
import org.mae4j.data.folder.FolderData;

/**
 * All that a source holds, in the source's own split.
 *
 * @param skipped files that were left out as unreadable or wrong-sized
 */
public record SourceSets(ImageSet train, ImageSet test, int skipped) {
  static SourceSets read(DataConfig config) {
    return switch (config.source()) {
      case EMBEDDED -> EmbeddedData.read(config.embedded());
      case CIFAR10 -> Cifar10Data.read(Path.of(config.dir()));
      case FOLDER -> FolderData.read(Path.of(config.dir()), config.image(), config.skipUnreadable());
    };
  }
}
