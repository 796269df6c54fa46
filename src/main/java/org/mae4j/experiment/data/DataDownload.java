package org.mae4j.experiment.data;

import java.nio.file.Path;
import java.util.Locale;
import org.mae4j.data.cifar.Cifar10Archive;
import org.mae4j.experiment.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads data sets and shows the progress. */
public final class DataDownload {
  private static final Logger LOG = LoggerFactory.getLogger(DataDownload.class);
  private static final double MEGABYTE = 1e6;
  /** Size of the official archive, used if the server does not report one. */
  private static final long CIFAR10_BYTES = 170_052_171;

  private DataDownload() {}

  /**
   * Downloads CIFAR-10 into {@code dir} and unpacks it.
   *
   * @throws org.mae4j.data.DataException if the download fails or the archive is not the official one
   */
  public static void cifar10(Path dir) {
    LOG.info("CIFAR-10: {}", Cifar10Archive.OFFICIAL);
    try (Progress progress = Progress.start("cifar10", CIFAR10_BYTES)) {
      Cifar10Archive.fetch(Cifar10Archive.OFFICIAL, Cifar10Archive.OFFICIAL_MD5, dir, (bytes, total) ->
          progress.at(bytes, String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE)));
    }
    LOG.info("CIFAR-10 is in {}", dir);
  }
}
