package org.mae4j.experiment.data;

import java.nio.file.Path;
import java.util.Optional;
import org.mae4j.base.text.ByteSize;
import org.mae4j.data.download.Downloadable;
import org.mae4j.experiment.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads data sets and shows the progress. */
public final class DataDownload {
  private static final Logger LOG = LoggerFactory.getLogger(DataDownload.class);

  private DataDownload() {}

  /**
   * Downloads a data set, unless its files are there.
   *
   * @param wanted directory for the files; by default that of the data set
   * @throws org.mae4j.data.DataException if the data cannot be downloaded or is not the published one
   */
  public static void download(Downloadable source, Optional<Path> wanted) {
    Path dir = wanted.orElse(source.directory());
    Path found = source.located(dir);
    if (source.defects(found).isEmpty()) {
      LOG.info("{} is in {}; nothing is downloaded", source.title(), found);
      return;
    }
    LOG.info("{}: {}", source.title(), source.archive().parts().get(0).address());
    try (Progress progress = Progress.start(source.name(), source.archive().bytes())) {
      source.archive().fetch(dir, (bytes, total) -> progress.at(bytes, ByteSize.megabytes(bytes)));
    }
    LOG.info("{} is in {}", source.title(), dir);
  }
}
