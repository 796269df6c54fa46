package org.mae4j.replication;

import java.io.IOException;
import java.util.Map;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.SweepFiles;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.TrialExperiment;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.Trial.TrialState;
import org.mae4j.sweep.journal.TrialEvent;

/**
 * A run of a recorded trial, run again.
 *
 * @param trial a trial that finished or was pruned
 * @param repetition number of the run, from 1
 * @param replica directory of the replica of the sweep
 */
record TrialReplica(SweepFiles sweep, Trial trial, int repetition, ExperimentConfig config, SweepDirectory replica) {

  /** Runs or resumes the run, a pruned one to the epoch after which it was pruned. */
  void run(Replication replication) throws IOException {
    FirstPart part = part();
    try {
      new TrialExperiment(config, sweep.heading().objectives(), replicated().path(), replication.invocation())
          .objective(part);
    } catch (StoppedException e) {
      if (!part.stopRequested()) {
        throw e;
      }
    }
  }

  private FirstPart part() throws IOException {
    Map<String, String> digests = RunStudy.digests(recorded());
    if (trial.state() != TrialState.PRUNED) {
      return new FirstPart(digests, "", Double.POSITIVE_INFINITY);
    }
    int epoch = sweep.events().stream().filter(event -> event.trial() == trial.number())
        .mapToInt(event -> event instanceof TrialEvent.Pruned pruned ? pruned.epoch() : 0).max().orElseThrow();
    return new FirstPart(digests, sweep.heading().prunedBy().split("\\.", 2)[0], epoch);
  }

  private RunDirectory recorded() {
    return run(sweep.directory());
  }

  private RunDirectory replicated() {
    return run(replica);
  }

  private RunDirectory run(SweepDirectory directory) {
    return new RunDirectory(directory.run(trial.number(), repetition, sweep.heading().repeat()));
  }

  ArithmeticCheck arithmetic() throws IOException {
    return ArithmeticCheck.of(recorded().provenance(), replicated().provenance());
  }

  /** Adds what the journal and the files of the trial have recorded, and the values of the replica. */
  void addTo(MetricValues before, MetricValues now) throws IOException {
    MetricValues recorded = MetricValues.of(recorded(), row -> true, key -> true);
    MetricValues replicated = MetricValues.of(replicated(), row -> true, key -> true);
    for (TrialEvent event : sweep.events()) {
      if (event.trial() == trial.number()) {
        addJournaled(event, recorded);
      }
    }
    MetricsLog.read(replicated().metrics())
        .forEach(row -> replicated.put(measured(row.name(), row.epoch()), MetricValues.END, row.value()));
    String run = "trial " + trial.number() + (sweep.heading().repeat() == 1 ? "" : ", run " + repetition) + ": ";
    recorded.addTo(before, run);
    replicated.addTo(now, run);
  }

  private void addJournaled(TrialEvent event, MetricValues recorded) {
    if (event instanceof TrialEvent.Finished finished && finished.repetition() == repetition) {
      recorded.put(sweep.heading().objective(), MetricValues.END, finished.objective());
    } else if (event instanceof TrialEvent.Measured measured && repetition == 1) {
      recorded.put(measured(sweep.heading().prunedBy(), measured.epoch()), MetricValues.END, measured.value());
    }
  }

  /** Returns the name of a metric after some epochs, by which trials were compared. */
  private static String measured(String metric, double epochs) {
    return metric + " after epoch " + (int) epochs;
  }
}
