package org.mae4j.cli.harness;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.log.MetricsLog.MetricRow;

/** Runs in this process that stop after a step and can be resumed, for tests that need no signal. */
public final class InterruptedRun {
  private InterruptedRun() {}

  /** Runs all stages until {@code moment}, which is asked at each recorded metric until it is true. */
  public static void run(Path conf, RunFiles run, Predicate<MetricRow> moment, String... settings) {
    ExperimentConfig config = ConfigLoader.load(conf, List.of(settings));
    start(config, run, moment, Stages.of(config));
  }

  /** Pre-trains until {@code moment}. */
  public static void pretrain(Path conf, RunFiles run, Predicate<MetricRow> moment, String... settings) {
    start(ConfigLoader.load(conf, List.of(settings)), run, moment, List.of(Stages.PRETRAIN));
  }

  private static void start(ExperimentConfig config, RunFiles run, Predicate<MetricRow> moment,
      List<Stage> stages) {
    assertThrows(StoppedException.class, () -> Experiment.start(invocation("run", task -> {}, moment), config,
        Optional.of(run.path()), stages));
  }

  /** Fine-tunes from a checkpoint of a complete run, and trains from scratch, until {@code moment}. */
  public static void finetune(Path checkpoint, Predicate<MetricRow> moment, String... settings) {
    ExistingRun existing = ExistingRun.at(checkpoint);
    assertThrows(StoppedException.class, () -> Experiment.repeat(invocation("finetune", task -> {}, moment), existing,
        existing.config(List.of(settings)), List.of(Stages.FINETUNE, Stages.SCRATCH)));
  }

  /** Returns {@code moment}, at which {@code killed} becomes a copy of a run: the files that SIGKILL would leave. */
  public static Predicate<MetricRow> copying(RunFiles run, RunFiles killed, Predicate<MetricRow> moment) {
    return row -> {
      boolean reached = moment.test(row);
      if (reached) {
        killed.copyOf(run);
      }
      return reached;
    };
  }

  /** Resumes a run until {@code moment}. */
  public static void resume(RunFiles run, Predicate<MetricRow> moment) {
    resume(run, task -> {}, moment);
  }

  /** Resumes a run until {@code moment}. @param started receives the name of each task with a progress bar */
  public static void resume(RunFiles run, Consumer<String> started, Predicate<MetricRow> moment) {
    assertThrows(StoppedException.class,
        () -> Experiment.resume(invocation("resume", started, moment), run.path(), List.of()));
  }

  private static Invocation invocation(String command, Consumer<String> started, Predicate<MetricRow> moment) {
    return new Invocation(Instant.now(), List.of(command)).observedBy(new StoppingListener(started, moment));
  }

  private static final class StoppingListener implements RunListener {
    private final Consumer<String> started;
    private final Predicate<MetricRow> moment;
    private volatile boolean stop;

    StoppingListener(Consumer<String> started, Predicate<MetricRow> moment) {
      this.started = started;
      this.moment = moment;
    }

    @Override
    public Progress progress(String task, long total) {
      started.accept(task);
      return (done, details) -> {};
    }

    @Override
    public void recorded(MetricRow metric) {
      stop = stop || moment.test(metric);
    }

    @Override
    public boolean stopRequested() {
      return stop;
    }
  }
}
