package org.mae4j.sweep.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.Direction;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.data.DataDigests;
import org.mae4j.sweep.cluster.RemoteRun;
import org.mae4j.sweep.objective.SweepObjective;

/** Tests the task of an executor. */
class SparkWorkerTest {
  private static final String NAME = "trials/0001";
  private static JavaSparkContext context;

  @TempDir
  private Path directory;
  private Path sweep;

  @BeforeAll
  static void connect() {
    context = new JavaSparkContext(new SparkConf().setMaster("local[1]").setAppName("test")
        .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void disconnect() {
    context.close();
  }

  @BeforeEach
  void make() throws IOException {
    sweep = Files.createDirectories(directory.resolve("sweep"));
  }

  @Test
  void sendsBackFilesOfTemporaryDirectory() throws IOException {
    try (SharedDirectory shared = SharedDirectory.mark(sweep)) {
      RemoteEnd here = end(shared.token(), run());
      assertEquals(RemoteEnd.EndKind.DONE, here.kind(), here.reason());
      assertEquals(Map.of(), here.files());
      Path inPlace = Files.move(sweep.resolve(NAME), directory.resolve("in place"));
      RemoteEnd apart = end("of another directory", run());
      assertFalse(Files.exists(sweep.resolve(NAME)), "the run used a temporary directory");
      assertEquals(here.objective(), apart.objective());
      SentFiles.place(apart.files(), sweep.resolve(NAME));
      for (String file : List.of("results.json", "metrics.csv", "checkpoints/pretrain-best.safetensors")) {
        assertArrayEquals(Files.readAllBytes(inPlace.resolve(file)),
            Files.readAllBytes(sweep.resolve(NAME).resolve(file)), file);
      }
      assertFalse(apart.files().containsKey("checkpoints/pretrain-last.safetensors"));
    }
  }

  @Test
  void sentFilesReplaceDirectory() throws IOException {
    Path run = sweep.resolve(NAME);
    Files.createDirectories(run);
    Files.writeString(run.resolve("old"), "");
    SentFiles.place(new TreeMap<>(Map.of("figures/new", new byte[] {1})), run);
    assertFalse(Files.exists(run.resolve("old")));
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(run.resolve("figures/new")));
  }

  @Test
  void reportsDifferentData() {
    TreeMap<String, String> digests = new TreeMap<>(new DataDigests().of(config()));
    String own = digests.put("train", "c0ffee");
    RemoteEnd end = end("", run(config(), "", digests));
    assertEquals(RemoteEnd.EndKind.UNFIT, end.kind());
    assertTrue(end.reason().startsWith("trial 1: executor driver on "), end.reason());
    assertTrue(end.reason().endsWith(" does not have the data of the sweep: the SHA-256 of the train images is " + own
        + "; the driver has c0ffee"), end.reason());
    assertEquals(Map.of(), end.files());
  }

  @Test
  void reportsMissingData() {
    ExperimentConfig config = config("data.source=folder", "data.dir=pictures");
    Path missing = directory.resolve("pictures");
    RemoteEnd end = end("", run(config, missing.toString(), Map.of()));
    assertEquals(RemoteEnd.EndKind.UNFIT, end.kind());
    assertTrue(end.reason().contains("does not have the data of the sweep: "), end.reason());
    assertTrue(end.reason().contains(missing.toString()), end.reason());
  }

  @Test
  void returnsFailureWithReason() {
    ExperimentConfig config = config("pretrain.optimizer.baseLearningRate=1e30");
    RemoteEnd end = end("", run(config, "", new DataDigests().of(config)));
    assertEquals(RemoteEnd.EndKind.FAILED, end.kind());
    assertTrue(end.reason().contains("is not finite"), end.reason());
    assertEquals(1, end.reason().lines().count());
    assertTrue(end.files().containsKey("run.log"));
  }

  private RemoteEnd end(String token, RemoteRun run) {
    return context.parallelize(List.of(run), 1).map(new WorkerTask(token, 1, new ArrayList<>())).collect().get(0);
  }

  private RemoteRun run() {
    return run(config(), "", new DataDigests().of(config()));
  }

  private RemoteRun run(ExperimentConfig config, String data, Map<String, String> digests) {
    return new RemoteRun("trial 1", ConfigRenderer.render(config),
        new ArrayList<>(List.of(new SweepObjective("pretrain.val.maskedMse", Direction.MINIMIZE))), data,
        new TreeMap<>(digests), Instant.EPOCH, new ArrayList<>(List.of("sweep")), sweep.toString(), NAME);
  }

  private ExperimentConfig config(String... settings) {
    List<String> all = new ArrayList<>(List.of("pretrain.epochs=1"));
    all.addAll(List.of(settings));
    return ConfigLoader.load(SmallExperiment.write(directory), all);
  }
}
