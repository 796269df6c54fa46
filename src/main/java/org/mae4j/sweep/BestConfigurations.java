package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mae4j.base.file.DurableFile;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/** The configuration files of the best trial, or with several objectives of the trials of the Pareto front. */
record BestConfigurations(SweepDirectory directory, Ranking ranking) {
  private static final String FILES = "trial-*.conf";

  /** Writes the files, and deletes those of trials that have left the front. */
  void write(SweepPlan plan) throws IOException {
    List<Trial> front = ranking.front();
    if (!ranking.hasSeveralObjectives()) {
      for (Trial best : front) {
        write(directory.best(), "the best of a sweep: " + ranking.heading().objective() + " "
            + best.objective().getAsDouble(), best, plan);
      }
      return;
    }
    Files.createDirectories(directory.bestTrials());
    for (Trial trial : front) {
      write(directory.best(trial.number()),
          "of the Pareto front of a sweep: " + new RankingTable(ranking).described(trial), trial, plan);
    }
    List<Path> present = front.stream().map(trial -> directory.best(trial.number())).toList();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.bestTrials(), FILES)) {
      for (Path file : files) {
        if (!present.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private static void write(Path file, String what, Trial trial, SweepPlan plan) throws IOException {
    DurableFile.write(file, "# Trial " + trial.number() + ", " + what + "\n"
        + ConfigRenderer.render(new TrialRun(trial.number(), 1, trial.parameters()).config(plan)));
  }

  /** Returns the commands that run the configurations; empty if there are none. */
  String commands() {
    if (!ranking.hasSeveralObjectives()) {
      return Files.exists(directory.best()) ? "\nbest trial: " + PluginCommand.of("run", directory.best()) : "";
    }
    return ranking.front().stream().map(trial -> String.format(Locale.ROOT, "\ntrial %d, %s:\n            %s",
        trial.number(), new RankingTable(ranking).described(trial),
        PluginCommand.of("run", directory.best(trial.number()))))
        .collect(Collectors.joining());
  }
}
