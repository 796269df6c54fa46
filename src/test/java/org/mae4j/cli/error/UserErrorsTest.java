package org.mae4j.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.CifarFiles;
import org.mae4j.experiment.SmallExperiment;

/** Tests user errors: one clear line, exit code 2, and no files. */
class UserErrorsTest {
  @TempDir
  private Path directory;

  @Test
  void suggestsNearestKey() throws IOException {
    Path conf = Files.writeString(directory.resolve("a.conf"), "name = a\npretrain.epoch = 3\n");
    assertMistake("a.conf:2: pretrain.epoch: unknown key, did you mean 'pretrain.epochs'?", "run", conf);
  }

  @Test
  void missingFilesAreNamed() {
    assertMistake("none.conf: no such file", "run", directory.resolve("none.conf"));
    assertMistake("no such run directory", "evaluate", directory.resolve("none"));
    assertMistake("no such directory", "run", cifar(directory.resolve("nowhere")), "--out", directory.resolve("run"));
  }

  @Test
  void aTruncatedCifarFileIsNamedWithItsSizes() throws IOException {
    Path data = CifarFiles.write(directory.resolve("cifar"));
    Files.write(data.resolve("data_batch_3.bin"), new byte[1000]);
    assertMistake("data_batch_3.bin", "run", cifar(data), "--out", directory.resolve("run"));
  }

  @Test
  void aLabelOutOfRangeIsNamed() throws IOException {
    Path data = CifarFiles.write(directory.resolve("cifar"));
    try (RandomAccessFile file = new RandomAccessFile(data.resolve("data_batch_1.bin").toFile(), "rw")) {
      file.seek(3073 * 5);
      file.write(10);
    }
    assertMistake("label 10", "run", cifar(data), "--out", directory.resolve("run"));
  }

  @Test
  void rejectsRunThatExceedsMemory() {
    assertMistake("pretrain.batch.microBatch: pre-training takes ", "run", SmallExperiment.write(directory),
        "pretrain.batch.size=5000000", "pretrain.batch.microBatch=5000000", "finetune.batch.size=16",
        "finetune.batch.microBatch=8", "--out",
        directory.resolve("run"));
  }

  @Test
  void rejectsDirectoryWithoutRun() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    assertMistake(folder.toString(), "probe", folder);
  }

  @Test
  void explainsWrongUse() {
    Captured result = Captured.run("run", SmallExperiment.write(directory), "--bogus");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("--bogus"), result.err());
    assertEquals(2, Captured.run("bogus").code());
    assertEquals(2, Captured.run().code());
    assertEquals(2, Captured.run("run", SmallExperiment.write(directory), "--threads", "-1").code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "pretrain", "resume", "evaluate", "reconstruct", "probe", "finetune",
      "scratch", "sweep",
      "export", "report", "summary", "bench", "data", "doctor"})
  void everyCommandExplainsItself(String command) {
    Captured help = Captured.run(command, "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().startsWith("Usage: mae4j " + command), help.out());
  }

  @Test
  void printsVersion() {
    Captured version = Captured.run("--version");
    assertEquals(0, version.code());
    assertFalse(version.out().isBlank());
  }

  @Test
  void theDoctorReportsTheBackend() {
    Captured doctor = Captured.run("doctor");
    assertEquals(doctor.out().contains("BROKEN") ? 1 : 0, doctor.code(), doctor.err());
    assertTrue(doctor.out().contains("1.0.0-M2.1, backend CPU; BLAS "), doctor.out());
    assertFalse(doctor.out().contains(System.getProperty("user.home") + "/"), doctor.out());
  }

  @Test
  void aSummaryListsTheLayers() {
    Captured summary = Captured.run("summary", SmallExperiment.write(directory));
    assertEquals(0, summary.code(), summary.err());
    assertTrue(summary.out().contains("decoder.blocks.0.mlp"), summary.out());
    assertTrue(summary.out().contains("memory at the peak, MB, estimated for "), summary.out());
  }

  /** Commands that read files of a run while they work report failures of the disk with exit code 1. */
  @Test
  void aDamagedFileOfARunIsNamedWithItsLine() throws IOException {
    Path sweep = directory.resolve("sweep");
    Path metrics = Files.createDirectories(sweep.resolve("trials/0001")).resolve("metrics.csv");
    Files.copy(Path.of("experiments/sweep-quick/sweep.jsonl"), sweep.resolve("sweep.jsonl"));
    Files.writeString(metrics, "step,epoch,name,value\n1,1.0,knn.val.accuracy,null\n");
    assertMistake(metrics + ":2: not a metric: For input string: \"null\"", "sweep", "export", sweep, "--csv",
        "--curve", "knn.val.accuracy");
  }

  private void assertMistake(String expected, Object... words) {
    Captured result = Captured.run(words);
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(Files.exists(directory.resolve("run")), "something was left behind");
  }

  private Path cifar(Path data) {
    try {
      return Files.writeString(directory.resolve("cifar.conf"),
          "data { source = cifar10, dir = \"" + data + "\" }\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
