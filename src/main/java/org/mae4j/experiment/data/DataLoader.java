package org.mae4j.experiment.data;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.RandomStream;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.experiment.memory.DataSize;
import org.mae4j.experiment.memory.MemoryCheck;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.engine.Threads;
import org.mae4j.experiment.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the data of an experiment that memory can hold.
 *
 * @param stages still to do
 * @param runs that share this machine's memory, this one among them
 */
public record DataLoader(ExperimentConfig config, List<Stage> stages, int runs) {
  private static final Logger LOG = LoggerFactory.getLogger(DataLoader.class);

  /**
   * Refuses what memory cannot hold before anything is read, where its size is known by then.
   *
   * @throws UserException if it cannot hold it
   */
  public DataSplits read() {
    Optional<DataSize> known = DataSize.expected(config.data());
    known.ifPresent(this::foresee);
    LOG.info("reading data");
    DataSplits data = DataSplits.read(config.data(), config.seedOf(RandomStream.SPLIT));
    if (known.isEmpty()) {
      foresee(DataSize.of(data));
    }
    return data;
  }

  private void foresee(DataSize size) {
    MemoryCheck check = MemoryCheck.ofThisMachine(runs);
    StageMemory largest = check.require(config, size, Threads.of(config), stages).stream()
        .max(Comparator.comparingLong(stage -> stage.total(check.heapShare()))).orElseThrow();
    LOG.info("memory: about {} at the peak, in {}", MemoryCheck.gigabytes(largest.total(check.heapShare())),
        largest.title());
  }
}
