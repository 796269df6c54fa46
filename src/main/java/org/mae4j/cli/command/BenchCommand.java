package org.mae4j.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.bench.Benchmark;
import org.mae4j.bench.Workload;
import org.mae4j.bench.comparison.Baseline;
import org.mae4j.bench.comparison.PairedBenchmark;
import org.mae4j.bench.profile.OpProfile;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.ThreadsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "bench", description = "Times pre-training steps on random images and prints one line of JSON.")
public final class BenchCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0..*", paramLabel = "CONF key=value",
      description = "Configuration file, by default conf/bench/reference.conf, and settings that take precedence over "
          + "it, such as pretrain.batch.microBatch=8.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--steps", paramLabel = "N", defaultValue = "30",
      description = "Number of timed steps, after " + Workload.WARMUP + " warm-up steps; by default ${DEFAULT-VALUE}.")
  private int steps;

  @Mixin
  private ThreadsOption threads;

  @Option(names = "--profile",
      description = "Also prints a table of the time per kind of operation, on one thread or on the GPU.")
  private boolean profile;

  @Option(names = "--against", paramLabel = "BASELINE",
      description = "Times another implementation of the same step alternately: djl, which is PyTorch on the CPU.")
  private Optional<String> against = Optional.empty();

  @Option(names = "--raw", paramLabel = "FILE",
      description = "With --against: CSV file for the times of all steps of both.")
  private Optional<Path> raw = Optional.empty();

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    if (raw.isPresent() && against.isEmpty()) {
      throw new UserException("--raw: needs --against");
    }
    if (GpuOption.isGiven(spec) && against.isPresent()) {
      throw new UserException("--gpu: cannot be combined with --against, which times the CPU");
    }
    Optional<Path> file = force.checked("--raw", raw, List.of());
    boolean named = !words.isEmpty() && !words.get(0).contains("=");
    Workload workload = Workload.of(named ? Optional.of(Path.of(words.get(0))) : Optional.empty(),
        threads.added(words.subList(named ? 1 : 0, words.size())), steps);
    spec.commandLine().getOut()
        .println(against.isPresent() ? comparison(workload, file) : Benchmark.run(workload, GpuOption.of(spec)));
    if (profile) {
      spec.commandLine().getErr().println(OpProfile.of(workload, GpuOption.of(spec)));
    }
    return ExitCode.OK;
  }

  private ObjectNode comparison(Workload workload, Optional<Path> file) throws IOException {
    return new PairedBenchmark(workload, Baseline.named(against.get()), spec.commandLine().getErr()).run(file);
  }
}
