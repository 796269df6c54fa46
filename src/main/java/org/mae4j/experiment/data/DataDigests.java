package org.mae4j.experiment.data;

import java.util.HashMap;
import java.util.Map;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.SplitSeeds;
import org.mae4j.engine.parallel.Threads;

/** SHA-256 of the images that experiments read on this machine; each data set is read once. */
public final class DataDigests {
  private final Map<Selection, Map<String, String>> known = new HashMap<>();

  /** All settings that decide which images each split has. */
  private record Selection(DataConfig data, SplitSeeds seeds) {}

  /**
   * Returns the SHA-256 of the images of each split that {@code config} reads, by the name of the split.
   *
   * @throws org.mae4j.data.DataException if the data is missing, damaged or too small
   */
  public synchronized Map<String, String> of(ExperimentConfig config) {
    return known.computeIfAbsent(new Selection(config.data(), SplitSeeds.of(config)),
        selection -> DataDescription.digests(DataSplits.read(selection.data(), selection.seeds(),
            new Decoding(Threads.of(config), (done, total) -> {}))));
  }
}
