package org.mae4j.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.experiment.output.RunReport;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.sweep.SweepFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "report", description = "Writes a page of a run, of a sweep, or one that compares several runs.")
public final class ReportCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN",
      description = "Run directories, or the directory of one sweep; unfinished ones are allowed.")
  private List<Path> runs;

  @Option(names = "--out", paramLabel = "FILE",
      description = "File to write; by default report.html in the directory, and comparison.html here for several.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--pareto", paramLabel = "FILE.png",
      description = "Also draws the accuracy of several runs on validation against the CPU minutes that it cost, as PNG "
          + "and SVG.")
  private Optional<Path> pareto = Optional.empty();

  @Option(names = "--flops", description = "With --pareto: against floating-point operations.")
  private boolean flops;

  @Option(names = "--classifier", paramLabel = "NAME",
      description = "With --pareto: linearProbe, finetune, scratch, or one of a plugin.")
  private Optional<String> classifier = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE",
      description = "Also writes the accuracies of several runs on validation, their differences to the first run, paired "
          + "by seed, and their costs.")
  private Optional<Path> csv = Optional.empty();

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    Optional<Path> file = force.checked("--out", out, runs);
    Optional<Path> plot = force.checkedPng("--pareto", pareto, runs);
    Optional<Path> table = force.checked("--csv", csv, runs);
    if (plot.isEmpty() && table.isEmpty() && runs.stream().anyMatch(SweepFiles::isAt)) {
      print(sweep(file));
      return ExitCode.OK;
    }
    // Refuses a sweep, which has neither plot nor table of runs, and then too few runs for these, before it writes a page.
    RunReport report = RunReport.of(runs);
    plot.ifPresent(png -> {
      report.writePareto(png, classifier, flops ? CurveAxis.TFLOPS : CurveAxis.CPU_MINUTES);
      print(png);
    });
    table.ifPresent(csvFile -> {
      report.writeCsv(csvFile);
      print(csvFile);
    });
    print(report.write(file));
    return ExitCode.OK;
  }

  private void print(Path file) {
    spec.commandLine().getOut().println(file);
  }

  private Path sweep(Optional<Path> file) throws IOException {
    if (runs.size() > 1) {
      throw new UserException(runs.stream().filter(SweepFiles::isAt).findFirst().orElseThrow()
          + ": a sweep has a page of its own; to compare its trials, name their directories");
    }
    return SweepFiles.read(runs.get(0)).report(file);
  }
}
