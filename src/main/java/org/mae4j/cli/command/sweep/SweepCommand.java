package org.mae4j.cli.command.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.CommandInvocation;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.Misspelling;
import org.mae4j.cli.option.SettingsLast;
import org.mae4j.cli.option.ThreadsOption;
import org.mae4j.cli.option.pages.LivePages;
import org.mae4j.cli.option.pages.UiOption;
import org.mae4j.experiment.resume.ProcessorKind;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.sweep.Sweep;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(name = "sweep",
    customSynopsis = {"mae4j sweep [OPTIONS] CONF [key=value...]", "       mae4j sweep show DIR",
        "       mae4j sweep export DIR --csv"},
    subcommands = {SweepShowCommand.class, SweepExportCommand.class},
    description = "Searches hyper-parameters: runs the trials that the sweep block of a file describes, and ranks them.")
public final class SweepCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  /** Not required by picocli, which would ask it of subcommands too. */
  @Parameters(index = "0", arity = "0..1", paramLabel = "CONF", hideParamSyntax = true,
      description = "Configuration file with a sweep block.")
  private Optional<Path> file = Optional.empty();

  @Parameters(index = "1..*", paramLabel = "key=value",
      description = "Settings that take precedence over the file, such as sweep.stop.trials=5.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR",
      description = "Directory of the sweep to create; by default runs/NAME-sweep-TIMESTAMP.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--resume", description = "Resumes the sweep in DIR; CONF and the settings must be the same.")
  private boolean resume;

  @Option(names = "--retry-failed",
      description = "With --resume, continues the trials that failed, unless they diverged.")
  private boolean retryFailed;

  @Option(names = "--spark", paramLabel = "MASTER",
      description = "Runs trials on an Apache Spark cluster, in parallel on all its cores: "
          + "spark://HOST:7077, or on this machine local-cluster[EXECUTORS,CORES,MEGABYTES] or local[CORES].")
  private Optional<String> spark = Optional.empty();

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private UiOption ui;

  @Override
  public Integer call() throws IOException {
    Path conf = file.orElseThrow(
        () -> new ParameterException(spec.commandLine(), "Missing required parameter: 'CONF'"));
    requireNoMisspelledSubcommand(conf);
    SettingsLast.require(conf, overrides, "CONF");
    if (resume && out.isEmpty()) {
      throw new UserException("--resume: needs --out, the directory of the sweep");
    }
    if (retryFailed && !resume) {
      throw new UserException("--retry-failed: needs --resume");
    }
    if (!resume && out.isPresent()) {
      SweepDirectory.requireCreatable(out.get());
    }
    List<String> settings = ui.added(threads.added(overrides));
    SweepPlan plan = resume ? Sweep.planOf(out.get(), conf, settings) : SweepLoader.load(conf, settings);
    try (LivePages pages = ui.serve(plan.experiment().ui(), out)) {
      pages.during(CommandInvocation.of(spec), invocation -> {
        if (spark.isPresent()) {
          runOn(spark.get(), plan, conf, settings, invocation);
        } else {
          run(plan, Optional.empty(), invocation);
        }
      });
    }
    return ExitCode.OK;
  }

  /** Picocli takes a word that is no subcommand for the file. */
  private void requireNoMisspelledSubcommand(Path conf) {
    if (Misspelling.ofSubcommand(spec.commandLine(), conf.toString()).isPresent()) {
      throw new UnmatchedArgumentException(spec.commandLine(), List.of(conf.toString()));
    }
  }

  /** Runs as many parallel trials as the cluster has slots. */
  private void runOn(String master, SweepPlan plan, Path conf, List<String> settings, Invocation invocation)
      throws IOException {
    try (Cluster.Session cluster = Cluster.connect(master, plan)) {
      settings.add("sweep.parallel=" + cluster.slots());
      run(SweepLoader.load(conf, settings), Optional.of(cluster), invocation);
    }
  }

  private void run(SweepPlan plan, Optional<Cluster.Session> cluster, Invocation invocation) throws IOException {
    if (resume) {
      Sweep.resume(plan, invocation, out.get(), cluster, this::resumeCommand, retryFailed);
    } else {
      Sweep.start(plan, invocation, out, cluster, this::resumeCommand);
    }
  }

  private String resumeCommand(Path directory) {
    return ProcessorKind.present(GpuOption.isGiven(spec)).command(
        Stream.of(Stream.of("sweep", file.orElseThrow()), overrides.stream(),
            spark.stream().flatMap(master -> Stream.of("--spark", master)),
            Stream.of("--out", directory, "--resume")).flatMap(words -> words).toArray());
  }
}
