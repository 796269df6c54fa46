package org.mae4j.sweep.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests the differences that are found between the heading of a journal and a sweep. */
class JournalHeadingTest {
  @TempDir
  private Path directory;

  @Test
  void listsDifferencesToAnotherSweep() {
    JournalHeading before = JournalHeading.of(Plans.drawn(directory, "random", 1, 10));
    assertEquals(List.of(), before.differences(JournalHeading.of(Plans.drawn(directory, "random", 1, 20))));
    assertEquals(List.of("sweep.generator: was random, is genetic", "sweep.seed: was 1, is 2"),
        before.differences(JournalHeading.of(Plans.drawn(directory, "genetic", 2, 10))));
    assertTrue(before.differences(JournalHeading.of(Plans.grid(directory))).contains(
        "sweep.parameters.model.maskRatio: was uniform [0.2, 0.9], is choice [0.5, 0.6, 0.7]"));
  }

  @Test
  void listsEachDifferenceOfTheSpace() {
    String rest = "\nsweep { generator = random, stop.trials = 9 }\n";
    JournalHeading before = JournalHeading.of(Plans.load(directory, """
        sweep.parameters {
          model.maskRatio = { uniform = [0.2, 0.9] }
          model.decoder.depth = { integer = [1, 7] }
          model.pooling = { choice = [mean, class-token] }
          seed = { integer = [1, 3] }
        }""" + rest));
    JournalHeading now = JournalHeading.of(Plans.load(directory, """
        model.decoder.depth = 3
        sweep.parameters {
          model.maskRatio = { uniform = [0.3, 0.9] }
          model.pooling = { choice = [mean, class-token] }
          seed = { integer = [1, 5] }
          train.maxSkips = { integer = [0, 2] }
        }""" + rest.replace("9", "19")));
    assertEquals(List.of("sweep.parameters.model.decoder.depth: was integer [1, 7], step 1, is not searched but 3",
        "sweep.parameters.model.maskRatio: was uniform [0.2, 0.9], is uniform [0.3, 0.9]",
        "sweep.parameters.seed: was integer [1, 3], step 1, is integer [1, 5], step 1",
        "sweep.parameters.train.maxSkips: was not searched but 0, is integer [0, 2], step 1"), before.differences(now));
  }

  /** Before the file's own settings became trial 1, sweeps had sampled trials only. */
  @Test
  void oldJournalHasNoDefaultTrial() throws IOException {
    SweepPlan plan = SweepLoader.load(Files.writeString(directory.resolve("x.conf"), """
        sweep { generator = random, stop.trials = 3, parameters.model.maskRatio = { uniform = [0.5, 0.8] } }
        """), List.of());
    assertEquals(List.of(Map.of("model.maskRatio", "0.75")), plan.enqueued());
    JournalHeading now = JournalHeading.of(plan);
    assertEquals(plan, now.resumed(plan));
    JournalHeading old = JournalHeading.of(plan.withoutDefaultTrial());
    assertEquals(List.of("sweep.enqueue: was not set, is [{model.maskRatio=0.75}]"), old.differences(now));
    assertEquals(List.of(), old.resumed(plan).enqueued());
    assertEquals(List.of(), old.differences(JournalHeading.of(old.resumed(plan))));
  }

  /** The settings of an old journal have former names, and lack keys that were added later. */
  @ParameterizedTest
  @ValueSource(strings = {"mask-ratio", "quick", "search"})
  void recordedSweepCanBeResumed(String name) throws IOException {
    JournalHeading heading = Journal.Content.read(Path.of("experiments/sweep-" + name, "sweep.jsonl")).heading()
        .orElseThrow();
    // MAE4J_CIFAR10 may name another directory of the same data.
    String dataDirectory = "data.dir=" + heading.settings().get("data.dir");
    SweepPlan plan = SweepLoader.load(Path.of("conf/sweeps", name + ".conf"), List.of(dataDirectory));
    assertEquals(List.of(), heading.differences(JournalHeading.of(plan)));
  }
}
