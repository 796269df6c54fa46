package org.mae4j.experiment.data;

import java.util.HashMap;
import java.util.Map;
import org.mae4j.base.RandomStream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;

/** What experiments read on this machine. */
public final class DataDigests {
  private final Map<Question, Map<String, String>> known = new HashMap<>();

  /** All that decides which images there are in each split. */
  private record Question(DataConfig data, long splitSeed) {}

  /**
   * SHA-256 of the images that {@code config} reads, by the name of each split. They are read once, one experiment's
   * after another's.
   *
   * @throws org.mae4j.data.DataException if the data is missing, damaged or too small
   */
  public synchronized Map<String, String> of(ExperimentConfig config) {
    return known.computeIfAbsent(new Question(config.data(), config.seedOf(RandomStream.SPLIT)),
        question -> DataDescription.digests(DataSplits.read(question.data(), question.splitSeed())));
  }
}
