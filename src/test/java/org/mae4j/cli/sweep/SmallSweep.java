package org.mae4j.cli.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;

/** The configuration of a sweep of a small experiment, and the commands that start and resume it. */
final class SmallSweep {
  static final String FIRST = "trials/0001";
  static final String SECOND = "trials/0002";
  private static final String SWEEP = """
      sweep {
        generator = genetic
        objective = pretrain.val.maskedMse
        direction = minimize
        stop.trials = 3
        parameters {
          pretrain.optimizer.baseLearningRate = { logUniform = [1e-3, 1e-1] }
          model.decoder.depth = { integer = [1, 2] }
        }
      }
      """;

  private final Path directory;
  private final Path conf;

  SmallSweep(Path directory) throws IOException {
    this.directory = directory;
    this.conf = SmallExperiment.write(directory);
    write(SWEEP);
  }

  /** Replaces the block of the sweep. */
  void write(String block) throws IOException {
    SmallExperiment.write(directory);
    Files.writeString(conf, Files.readString(conf) + block);
  }

  Path conf() {
    return conf;
  }

  /** Returns the directory of the sweep, which may not exist yet. */
  RunFiles files() {
    return new RunFiles(directory.resolve("sweep"));
  }

  /** Returns the directory of a trial. */
  RunFiles run(String trial) {
    return new RunFiles(files().path().resolve(trial));
  }

  Object[] command(RunFiles out, Object... overrides) {
    return Stream.of(Stream.of("sweep", conf), Stream.of(overrides), Stream.of("--out", out.path()))
        .flatMap(words -> words).toArray();
  }

  Object[] resume(RunFiles out, Object... overrides) {
    return Stream.concat(Stream.of(command(out, overrides)), Stream.of("--resume")).toArray();
  }

  static Object[] with(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  /** Returns the last lines that the sweep prints when it is done. */
  String lastLines() {
    return "report:     " + files().path().resolve("report.html") + "\nbest trial: ./mae4j run "
        + files().path().resolve("best.conf") + "\nlook again: ./mae4j ui " + files().path() + "\n";
  }
}
