package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.record.log.MetricsLog.MetricRow;

/** Runs in this process that stop after a step and can be resumed, for tests that need no signal. */
final class InterruptedRun {
  private InterruptedRun() {}

  /** Runs all stages until {@code moment}, which is asked at each recorded metric. */
  static void run(Path conf, RunFiles run, Predicate<MetricRow> moment, String... settings) {
    ExperimentConfig config = ConfigLoader.load(conf, List.of(settings));
    start(config, run, moment, Evaluations.of(config));
  }

  /** Pre-trains until {@code moment}. */
  static void pretrain(Path conf, RunFiles run, Predicate<MetricRow> moment, String... settings) {
    start(ConfigLoader.load(conf, List.of(settings)), run, moment, List.of(Evaluations.PRETRAIN));
  }

  private static void start(ExperimentConfig config, RunFiles run, Predicate<MetricRow> moment,
      List<Evaluation> stages) {
    Invocation invocation = new Invocation(Instant.now(), List.of("run")).observedBy(new StoppingObserver(moment));
    assertThrows(StoppedException.class,
        () -> Experiment.start(invocation, config, Optional.of(run.path()), stages));
  }

  /** Resumes a run until {@code moment}. */
  static void resume(RunFiles run, Predicate<MetricRow> moment) {
    Invocation invocation = new Invocation(Instant.now(), List.of("resume")).observedBy(new StoppingObserver(moment));
    assertThrows(StoppedException.class, () -> Experiment.resume(invocation, run.path(), List.of()));
  }

  private static final class StoppingObserver implements RunObserver {
    private final Predicate<MetricRow> moment;
    private volatile boolean stop;

    StoppingObserver(Predicate<MetricRow> moment) {
      this.moment = moment;
    }

    @Override
    public Progress progress(String task, long total) {
      return (done, details) -> {};
    }

    @Override
    public void recorded(MetricRow metric) {
      stop |= moment.test(metric);
    }

    @Override
    public boolean stopRequested() {
      return stop;
    }
  }
}
