package org.mae4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.ConfigRenderer;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.report.ResultsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs stages one after another, in a new run directory or in that of a former run. */
public final class Experiment {
  /** The whole way from images to figures. */
  public static final List<Stage> ALL = List.of(new PretrainStage(), new EvaluateStage(), new ReconstructStage(),
      new ProbeStage(), new ClassifierStage(ClassifierStage.Start.FINETUNE),
      new ClassifierStage(ClassifierStage.Start.SCRATCH));

  private static final Logger LOG = LoggerFactory.getLogger(Experiment.class);
  /** Where run directories go by default. */
  static final Path RUNS = Path.of("runs");

  private Experiment() {}

  /**
   * Runs stages of which the first is pre-training.
   *
   * @param out the run directory to make; without it {@code runs/NAME-TIMESTAMP}
   * @return the run directory
   */
  public static RunDirectory start(Invocation invocation, ExperimentConfig config, Optional<Path> out,
      List<Stage> stages) throws IOException {
    ExperimentChecks.requireMasking(config);
    ExperimentChecks.require(config);
    if (out.isPresent()) {
      RunDirectory.requireFree(out.get());
    }
    DataSplits data = read(config, stages);
    ExperimentChecks.require(config, data.train());
    // Not made before the data is known to be good: a mistake there leaves nothing behind.
    RunDirectory directory = create(config, out);
    Files.writeString(directory.config(), ConfigRenderer.render(config));
    LOG.info("run directory: {}", directory.path());
    execute(invocation, config, data, new FormerRun(directory, directory.bestAutoencoder()), stages);
    return directory;
  }

  /** Repeats stages after pre-training in the directory of a former run; they replace what they left there before. */
  public static void repeat(Invocation invocation, FormerRun former, ExperimentConfig config, List<Stage> stages)
      throws IOException {
    if (stages.stream().anyMatch(EvaluateStage.class::isInstance)) {
      ExperimentChecks.requireMasking(config);
    }
    ExperimentChecks.require(config);
    DataSplits data = read(config, stages);
    ExperimentChecks.require(config, data.train());
    execute(invocation, config, data, former, stages);
  }

  /** Refuses what memory cannot hold before anything is read, where its size is known by then. */
  private static DataSplits read(ExperimentConfig config, List<Stage> stages) {
    Optional<DataSize> known = DataSize.expected(config.data());
    known.ifPresent(size -> foresee(config, size, stages));
    LOG.info("reading data");
    DataSplits data = DataSplits.read(config.data(), config.seedOf("split"));
    if (known.isEmpty()) {
      foresee(config, DataSize.of(data), stages);
    }
    return data;
  }

  private static void foresee(ExperimentConfig config, DataSize size, List<Stage> stages) {
    MemoryCheck check = MemoryCheck.ofThisMachine();
    StageMemory largest = check.require(config, size, Threads.of(config), stages).stream()
        .max(Comparator.comparingLong(stage -> stage.total(check.heapLimit()))).orElseThrow();
    LOG.info("memory: about {} at the peak, in {}", MemoryCheck.gigabytes(largest.total(check.heapLimit())),
        largest.title());
  }

  private static RunDirectory create(ExperimentConfig config, Optional<Path> out) throws IOException {
    return out.isPresent() ? RunDirectory.create(out.get())
        : RunDirectory.create(RUNS, config.name(), LocalDateTime.now());
  }

  private static void execute(Invocation invocation, ExperimentConfig config, DataSplits data, FormerRun where,
      List<Stage> stages) throws IOException {
    try (Run run = new Run(invocation, config, data, where, stages)) {
      try {
        LOG.info("{}", DataDescription.of(config.data(), data, run.digests()));
        LOG.info("{}", ModelDescription.of(config, data.train().classNames().size()));
        for (Stage stage : stages) {
          LOG.info("--- {}", stage.title());
          stage.run(run);
          run.results().write(run.directory().results());
          Curves.draw(run.directory());
        }
        run.ended();
        LOG.info("\n{}", ResultsTable.of(run.results()));
        LOG.info("results and figures: {}", run.directory().path());
      } catch (IOException | RuntimeException | Error e) {
        run.failed(e);
        throw e;
      }
    }
  }
}
