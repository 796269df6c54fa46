package org.mae4j.experiment.listener;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.tensorboard.EventFile;
import org.mae4j.testing.ForcedFiles;

class CheckpointListenerTest {
  /** Otherwise, a power cut can leave a checkpoint that refers to records that are lost. */
  @Test
  void recordsAreForcedToTheDiskBeforeTheCheckpoint(@TempDir Path directory) throws IOException {
    ExperimentConfig config = SmallExperiment.config("data.source.train=60", "pretrain.epochs=1", "figures.images=0",
        "train.checkpointSeconds=100000");
    RunDirectory run = new RunDirectory(directory.resolve("run"));
    List<Path> forced = ForcedFiles.during(() -> Experiment.start(new Invocation(Instant.now(), List.of("pretrain")),
        config, Optional.of(run.path()), List.of(Stages.PRETRAIN)));
    Path checkpoint = run.checkpoints().trainingState("pretrain");
    int written = forced.indexOf(checkpoint.resolveSibling(checkpoint.getFileName() + ".tmp"));
    List<Path> before = forced.subList(0, written);
    assertTrue(before.containsAll(List.of(run.metrics(), run.layers(), EventFile.in(run.path()))), forced.toString());
  }
}
