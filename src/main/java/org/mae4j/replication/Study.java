package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.SweepFiles;

/** A recorded run or sweep that can be run again. */
public sealed interface Study permits RunStudy, SweepStudy {
  /**
   * Reads the record of a study. Nothing is written there, now or later.
   *
   * @param path directory of a run or of a sweep, with or without its checkpoints
   * @throws UserException if the directory has no record of either
   */
  static Study at(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new UserException(path + ": no such directory; name one that has the record of a run or of a sweep");
    }
    if (SweepFiles.isAt(path)) {
      return SweepStudy.read(path);
    }
    RunDirectory run = new RunDirectory(path);
    if (Files.isRegularFile(run.config())) {
      return new RunStudy(run);
    }
    throw new UserException(path + ": has no recorded run (config.conf) and no recorded sweep (sweep.jsonl); "
        + "name a directory that has one of these files");
  }

  /**
   * Runs the study again, or its first part, and compares all values with the recorded ones.
   *
   * @throws UserException if the record is incomplete, or the study cannot be run on this machine
   * @throws StoppedRunException if a signal asked to stop
   */
  Comparison replicate(Replication replication) throws IOException;
}
