package org.mae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.run.Experiment;
import org.mae4j.run.FormerRun;
import org.mae4j.run.Invocation;
import org.mae4j.run.Stage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** A former run, and keys that are to be other than they were. */
final class RunArguments {
  @Parameters(index = "0", paramLabel = "RUN",
      description = "Run directory, for its best checkpoint, or a checkpoint in it.")
  private Path path;

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings that count before the run's, such as probe.epochs=200.")
  private List<String> overrides = new ArrayList<>();

  void repeat(CommandSpec command, ThreadsOption threads, List<Stage> stages) throws IOException {
    FormerRun run = FormerRun.at(path);
    Experiment.repeat(new Invocation(Instant.now(), CommandWords.of(command)), run,
        run.config(threads.added(overrides)), stages);
  }
}
