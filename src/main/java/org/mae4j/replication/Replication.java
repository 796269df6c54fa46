package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.setting.MachineSpecific;
import org.mae4j.data.DataSource;
import org.mae4j.data.download.Downloadable;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.Invocation;

/**
 * A request to run a study again.
 *
 * @param out directory of the replica; by default {@code runs/NAME-replica-TIMESTAMP}
 * @param fraction part of the study to run, in (0, 1]: of the epochs of pre-training, or of the trials of a sweep
 * @param resume whether {@code out} has an interrupted replica, which is resumed
 * @param settings settings {@code key=value} of this machine
 */
public record Replication(Invocation invocation, Optional<Path> out, double fraction, boolean resume,
    List<String> settings) {

  /** @throws UserException if the fraction is out of range, or a setting could change the metrics */
  public Replication {
    settings = List.copyOf(settings);
    if (!(fraction > 0 && fraction <= 1)) {
      throw new UserException("--fraction: must be above 0 and at most 1, is " + fraction);
    }
    if (resume && out.isEmpty()) {
      throw new UserException("--resume: needs --out, the directory of the replica");
    }
    Set<String> known = KnownKeys.of(ExperimentConfig.class).annotated(MachineSpecific.class);
    settings.stream().filter(setting -> !known.contains(setting.split("=", 2)[0].strip())).findFirst()
        .ifPresent(setting -> {
          throw new UserException(setting + ": a replica has the settings of the record; only "
              + String.join(", ", known) + " can be set");
        });
  }

  /** Returns whether the whole study is run. */
  boolean isWhole() {
    return fraction == 1;
  }

  /**
   * Returns the directory of the replica of a study called {@code name}.
   *
   * @param record directory of the record
   * @throws UserException if it would resume the record itself
   */
  Path directory(String name, Path record) throws IOException {
    Path directory =
        out.orElseGet(() -> NewDirectory.stamped(RunDirectory.RUNS, name + "-replica", LocalDateTime.now()));
    if (resume && Files.exists(directory) && Files.isSameFile(directory, record)) {
      throw new UserException("--resume: " + directory + " is the record, which is only read; name another directory");
    }
    return directory;
  }

  /**
   * Returns the settings of this machine for a recorded experiment, with the directory of its data set that the
   * environment names.
   */
  List<String> settings(ExperimentConfig recorded) {
    List<String> all = new ArrayList<>();
    if (DataSource.of(recorded.data()) instanceof Downloadable source) {
      source.named(System::getenv).ifPresent(dir -> all.add("data.dir=" + dir));
    }
    all.addAll(settings);
    return all;
  }
}
