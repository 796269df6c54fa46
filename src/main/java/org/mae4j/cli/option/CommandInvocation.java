package org.mae4j.cli.option;

import java.time.Instant;
import org.mae4j.experiment.run.Invocation;
import picocli.CommandLine.Model.CommandSpec;

/** Creates the record of a command that a run keeps in its provenance. */
public final class CommandInvocation {
  private CommandInvocation() {}

  /** Returns the invocation of {@code command}, which starts now. */
  public static Invocation of(CommandSpec command) {
    return new Invocation(Instant.now(), command.root().commandLine().getParseResult().originalArgs())
        .on(GpuOption.of(command));
  }
}
