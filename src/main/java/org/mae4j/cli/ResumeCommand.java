package org.mae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.mae4j.run.Experiment;
import org.mae4j.run.Invocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "resume", description = "Goes on with a run that was interrupted, to the same end, bit for bit.")
final class ResumeCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "Run directory.")
  private Path path;

  @Mixin
  private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    Experiment.resume(new Invocation(Instant.now(), CommandWords.of(spec)), path, threads.added(List.of()));
    return ExitCode.OK;
  }
}
