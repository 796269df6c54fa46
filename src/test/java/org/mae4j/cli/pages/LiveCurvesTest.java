package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.config.UiConfig;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.ui.Client;
import org.mae4j.ui.UiServer;

/** Tests the curves of trainings in other processes, while they run, after one is killed, and when it resumes. */
class LiveCurvesTest {
  private static final String RUNS = "/mae4j/api/runs";
  private static final String LOSS = "pretrain.train.loss";
  /** Steps per epoch and images per step. */
  private static final int EPOCH = 11;
  private static final int BATCH = 16;
  private static final int EPOCHS = 6;
  private static final long POLL_NANOS = 50_000_000;
  /** In the output of a training; absent while the line is incomplete. */
  private static final Pattern ADDRESS = Pattern.compile("live pages: (http://\\S+)\\R");

  @TempDir
  private Path directory;
  private Path conf;

  @BeforeEach
  void writeConfiguration() {
    conf = SmallExperiment.write(directory);
  }

  /** The points of a curve, fetched as the page fetches them. */
  private static final class Curve {
    private final Client client;
    private final String run;
    private final List<Long> images = new ArrayList<>();
    private String token = "";

    Curve(Client client, String name) {
      this.client = client;
      this.run = RUNS + "/" + listed(client, name).orElseThrow().get("id").asText();
    }

    int update() {
      JsonNode news = client.get(run + "/curves?token=" + token).json();
      if (news.get("reset").asBoolean()) {
        images.clear();
      }
      news.at("/series/" + LOSS).forEach(point -> images.add(point.get(0).asLong()));
      token = news.get("token").asText();
      return images.size();
    }
  }

  @Test
  void curvesOfTwoRunsGrowWhileTheyTrainAndAKilledOneResumesWithoutGaps() {
    RunFiles files = new RunFiles(directory.resolve("one"));
    try (UiServer server = serve(directory); ChildRun one = train("one")) {
      Client client = Client.of(server.address());
      // Halted while the server is asked, or it would end too early.
      assertTrue(one.haltAt(() -> files.reached("pretrain", 4)), one::printed);
      try (BackgroundRun two = new BackgroundRun(conf, directory.resolve("two"))) {
        await(() -> state(client, "one").equals("running") && state(client, "two").equals("running"));
        Curve first = new Curve(client, "one");
        Curve second = new Curve(client, "two");
        await(() -> second.update() > 2);
        int seen = first.update();
        int seenOfSecond = second.update();
        one.goOn();
        assertTrue(one.haltAt(() -> files.reached("pretrain", 4 * (seen + 3))), one::printed);
        await(() -> first.update() > seen + 2 && second.update() > seenOfSecond);
        assertTrue(two.isRunning());
      }
      one.goOn();
      assertTrue(one.killAt(() -> files.step("pretrain") > EPOCH && files.reached("pretrain", EPOCH + 5)),
          one::printed);
      resumesWithoutGaps(client, "one");
    }
  }

  private void resumesWithoutGaps(Client client, String run) {
    await(() -> state(client, run).equals("interrupted"));
    Curve curve = new Curve(client, run);
    assertTrue(curve.update() > 0);
    assertEquals(0, Captured.run("resume", directory.resolve(run)).code());
    await(() -> state(client, run).equals("complete"));
    curve.update();
    List<Long> wanted = new ArrayList<>();
    for (long step = 4; step <= EPOCHS * EPOCH; step += 4) {
      wanted.add(step * BATCH);
    }
    assertEquals(wanted, curve.images);
    assertEquals(wanted.size(), new Curve(client, run).update());
  }

  @Test
  void aTrainingServesLivePages() {
    Path printed = directory.resolve("printed.txt");
    try (ChildRun child = ChildRun.start(printed, "pretrain", conf, "pretrain.epochs=1000", "ui.port=0", "--ui",
        "threads=1", "--out", directory.resolve("run"))) {
      assertTrue(child.await(() -> child.printed(ADDRESS).isPresent()), child::printed);
      Client client = Client.of(child.printed(ADDRESS).orElseThrow());
      await(() -> state(client, "run").equals("running"));
      Curve curve = new Curve(client, "run");
      await(() -> curve.update() > 2);
      assertEquals("true", client.get("/mae4j/api/values").json()
          .get(curve.run.substring(curve.run.lastIndexOf('/') + 1)).at("/settings/ui.enabled").asText());
      child.send("TERM");
      assertEquals(143, child.exitCode(), child::printed);
    }
  }

  /** Waits for a change that the server detects within a few seconds. */
  private static void await(BooleanSupplier moment) {
    long start = System.nanoTime();
    while (!moment.getAsBoolean()) {
      if (System.nanoTime() - start > Duration.ofMinutes(2).toNanos()) {
        throw new IllegalStateException("timeout");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private ChildRun train(String name) {
    return ChildRun.start(directory.resolve(name + ".txt"), "pretrain", conf, "pretrain.epochs=" + EPOCHS, "threads=1",
        "figures.every=" + EPOCHS, "train.checkpointSeconds=0", "--out", directory.resolve(name));
  }

  private static UiServer serve(Path root) {
    return UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(root));
  }

  private static Optional<JsonNode> listed(Client client, String name) {
    for (JsonNode run : client.get(RUNS).json().get("runs")) {
      if (run.get("name").asText().equals(name)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  private static String state(Client client, String name) {
    return listed(client, name).map(run -> run.get("state").asText()).orElse("absent");
  }
}
