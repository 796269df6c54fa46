package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.sweep.SweepFiles;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.Trial.TrialState;

/**
 * A recorded sweep. Its trials are run again with the parameters that the journal has, a pruned one as far as it went.
 *
 * @param sweep directory and journal of the sweep
 * @param trials trials with metrics, in order
 */
record SweepStudy(SweepFiles sweep, List<Trial> trials) implements Study {
  private static final String OWN = "sweep.";

  /** @throws UserException if no trial has a metric */
  static SweepStudy read(Path path) throws IOException {
    SweepFiles sweep = SweepFiles.read(path);
    List<Trial> trials = Trial.all(sweep.events(), sweep.heading().repetitions()).stream()
        .filter(trial -> trial.state() == TrialState.FINISHED || trial.state() == TrialState.PRUNED).toList();
    if (trials.isEmpty()) {
      throw new UserException(sweep.directory().journal() + ": no trial finished or was pruned, so there is nothing to "
          + "compare with");
    }
    return new SweepStudy(sweep, trials);
  }

  @Override
  public Comparison replicate(Replication replication) throws IOException {
    int count = (int) Math.ceil(replication.fraction() * trials.size());
    SweepDirectory replica = new SweepDirectory(replication.directory(name(), sweep.directory().path()));
    if (!replication.resume()) {
      NewDirectory.requireCreatable(replica.path());
    } else if (SweepFiles.isAt(replica.path())) {
      throw new UserException(
          "--resume: " + replica.path() + " is a sweep of its own; name the directory of a replica");
    }
    MetricValues recorded = new MetricValues();
    MetricValues replicated = new MetricValues();
    List<ArithmeticCheck> checks = new ArrayList<>();
    for (Trial trial : trials.subList(0, count)) {
      for (int repetition = 1; repetition <= Math.max(1, trial.objectives().size()); repetition++) {
        TrialReplica run = new TrialReplica(sweep, trial, repetition,
            config(replication, trial, repetition), replica);
        run.run(replication);
        run.addTo(recorded, replicated);
        checks.add(run.arithmetic());
      }
    }
    return Comparison.of(recorded, replicated, ArithmeticCheck.all(checks));
  }

  private String name() {
    return sweep.directory().path().toAbsolutePath().normalize().getFileName().toString();
  }

  private ExperimentConfig config(Replication replication, Trial trial, int repetition) {
    SortedMap<String, String> values = new TreeMap<>(sweep.heading().settings());
    values.keySet().removeIf(key -> key.startsWith(OWN));
    values.putAll(trial.parameters());
    if (sweep.heading().repeat() > 1) {
      values.put("seed", Long.toString(TrialRun.seed(Long.parseLong(values.get("seed")), repetition)));
    }
    List<String> words = Stream.concat(Stream.of("name=" + name() + "-replica"),
        values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())).toList();
    try {
      return ConfigLoader.ofSettings(
          Stream.concat(words.stream(), replication.settings(ConfigLoader.ofSettings(words)).stream()).toList());
    } catch (UserException e) {
      throw new UserException(sweep.directory().journal() + ": settings of trial " + trial.number() + ": "
          + e.getMessage(), e);
    }
  }
}
