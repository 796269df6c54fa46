package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.report.run.TrialFacts;
import org.mae4j.report.sweep.RecordedSweep.Origin;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.ranking.Ranking;

/** Reads where the results of a sweep come from: what its best and its first trial have recorded. */
record SweepOrigin(SweepDirectory directory, Ranking ranking) {

  /** Returns what is known; nothing if the runs were deleted, or need a plugin that is not loaded. */
  Origin read() throws IOException {
    Optional<RunDirectory> first = run(ranking.trials().stream());
    if (first.isEmpty()) {
      return Origin.UNKNOWN;
    }
    RunDirectory best = run(ranking.best().stream()).orElse(first.get());
    List<RecordedCommand> commands = ProvenanceFile.read(best.provenance());
    try {
      return new Origin(TrialFacts.of(RunConfig.load(best, List.of()), commands,
          ProvenanceFile.read(first.get().provenance())), validationImages(commands));
    } catch (UserException e) {
      return Origin.UNKNOWN;
    }
  }

  /** Returns the first run of the first of {@code trials} that has recorded something. */
  private Optional<RunDirectory> run(Stream<Trial> trials) {
    return trials.map(trial -> new RunDirectory(directory.run(trial.number(), 1, ranking.heading().repeat())))
        .filter(run -> Files.exists(run.provenance()) && Files.exists(run.config())).findFirst();
  }

  private static OptionalInt validationImages(List<RecordedCommand> commands) {
    return commands.stream().map(RecordedCommand::imageCounts).filter(counts -> counts.containsKey("validation"))
        .mapToInt(counts -> counts.get("validation")).findFirst();
  }
}
