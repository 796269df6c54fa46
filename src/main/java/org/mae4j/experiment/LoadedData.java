package org.mae4j.experiment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.base.NumberLabel;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.ImageSet;
import org.mae4j.experiment.data.DataDescription;
import org.mae4j.experiment.data.DataLoader;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.stage.Evaluation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of an experiment.
 *
 * @param digests SHA-256 of the images by the name of each split
 */
record LoadedData(DataSplits splits, Map<String, String> digests) {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedData.class);
  private static final double NANOS = 1e9;
  private static final double SHOWN_SECONDS = 0.01;

  /**
   * Reads the data, tells the observer its digests, and logs how long this took.
   *
   * @param stages stages that are to run
   * @throws UserException if the data or the memory is too small for the experiment
   */
  static LoadedData read(Invocation invocation, ExperimentConfig config, List<Evaluation> stages) {
    long start = System.nanoTime();
    DataSplits splits = new DataLoader(config, stages, invocation).read();
    ExperimentChecks.require(config, splits);
    Map<String, String> digests = DataDescription.digests(splits);
    LOG.info("read {} images in {} s",
        NumberLabel.of(splits.byName().values().stream().mapToLong(ImageSet::size).sum()),
        NumberLabel.of((System.nanoTime() - start) / NANOS, SHOWN_SECONDS));
    invocation.observer().dataRead(digests);
    return new LoadedData(splits, digests);
  }

  /** @throws UserException if a digest differs from the one {@code before} the interruption */
  void requireSame(Map<String, String> before) {
    Stream.concat(digests.keySet().stream(), before.keySet().stream()).distinct().forEach(split -> {
      String digest = digests.getOrDefault(split, "that of no images");
      String was = before.getOrDefault(split, "that of no images");
      if (!digest.equals(was)) {
        throw new UserException("the data has changed since the run started: the SHA-256 of the " + split
            + " images is " + digest + ", was " + was);
      }
    });
  }
}
