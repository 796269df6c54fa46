package org.mae4j.experiment.data;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.base.Stopwatch;
import org.mae4j.base.UserException;
import org.mae4j.base.text.ByteSize;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SplitSeeds;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.memory.DeviceMemoryCheck;
import org.mae4j.experiment.memory.MemoryCheck;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.experiment.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the data of an experiment after a check that the experiment fits into memory.
 *
 * @param stages stages that are still to run
 * @param invocation its listener shows the progress and knows how many runs share the memory
 */
public record DataLoader(ExperimentConfig config, List<Stage> stages, Invocation invocation) {
  private static final Logger LOG = LoggerFactory.getLogger(DataLoader.class);

  /**
   * Reads the data, tells the listener its digests, and logs how long this took. The memory is checked first if the size
   * of the data is known before it is read.
   *
   * @throws UserException if the data is too small for the experiment, or the memory is
   */
  public LoadedData read() {
    Optional<DataSize> known = DataSize.expected(config.data());
    known.ifPresent(this::requireMemory);
    LOG.info("reading data");
    Stopwatch time = Stopwatch.start();
    DataSplits splits = read(config, invocation.listener());
    ExperimentChecks.require(config, trainings(), splits);
    LoadedData data = new LoadedData(splits, DataDescription.digests(splits));
    logTime(splits, time);
    if (known.isEmpty()) {
      requireMemory(DataSize.of(splits));
    }
    invocation.listener().dataRead(data.digests());
    return data;
  }

  private Set<TrainingGroup> trainings() {
    return stages.stream().flatMap(stage -> stage.training().stream()).collect(Collectors.toSet());
  }

  private static void logTime(DataSplits splits, Stopwatch time) {
    long images = splits.byName().values().stream().mapToLong(ImageSet::size).sum();
    LOG.info("read {} images in {}", NumberLabel.of(images), time.label());
  }

  /** Reads all splits, with a display of the progress while images are decoded. */
  static DataSplits read(ExperimentConfig config, RunListener listener) {
    try (DecodingProgress progress = new DecodingProgress(listener)) {
      return DataSplits.read(config.data(), SplitSeeds.of(config), new Decoding(Threads.of(config), progress));
    }
  }

  private void requireMemory(DataSize size) {
    MemoryCheck host = MemoryCheck.ofThisMachine(invocation.listener().runs());
    Optional<DeviceMemoryCheck> device = device(host);
    if (device.isPresent()) {
      report("memory of the GPU", device.get().require(config, size, stages), StageMemory::onDevice);
    } else {
      report("memory", host.require(config, size, Threads.of(config), stages),
          stage -> stage.total(host.heapShare()));
    }
  }

  /** The devices are open only while they are asked: the run opens them when there is a directory for its results. */
  private Optional<DeviceMemoryCheck> device(MemoryCheck host) {
    try (DeviceGroup opened = invocation.devices().openAll(config.compute().precision())) {
      return opened.first().map(device -> new DeviceMemoryCheck(host, device.name(), opened.memory().orElseThrow(),
          opened.devices().size()));
    }
  }

  private static void report(String memory, List<StageMemory> needs, ToLongFunction<StageMemory> bytes) {
    StageMemory largest = needs.stream().max(Comparator.comparingLong(bytes)).orElseThrow();
    LOG.info("{}: about {} at the peak, in {}", memory, ByteSize.gigabytes(bytes.applyAsLong(largest)),
        largest.title());
  }
}
