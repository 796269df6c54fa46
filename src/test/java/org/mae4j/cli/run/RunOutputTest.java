package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.TrainedRun;

/** Lines that a run prints and logs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunOutputTest {
  private Path run;
  private Captured whole;

  @BeforeAll
  void train() throws IOException {
    run = TrainedRun.get().path();
    whole = TrainedRun.get().printed();
  }

  @Test
  void runSucceeds() {
    assertEquals(0, whole.code(), whole.err());
    assertFalse(whole.out().contains("encoder.blocks.1.attention"), whole.out());
    assertTrue(whole.out().contains("linear on MAE encoder"), "the metrics are listed");
  }

  @Test
  void firstLinesSayWhatRuns() throws IOException {
    List<String> lines = whole.out().lines().toList();
    int first = lines.indexOf("data:       embedded, 10 classes: 180 training, 20 validation, 40 test");
    assertTrue(
        lines.get(first + 1)
            .matches("model:      \\d+,\\d+ parameters; [\\d.]+ MFLOP per step, [\\d.]+ MFLOP per epoch"),
        whole.out());
    assertTrue(lines.get(first + 2).matches("machine:    .*2 threads, [\\d.]+ GB memory"), whole.out());
    assertEquals("duration:   less than a minute of training; evaluation takes additional time", lines.get(first + 3));
    assertEquals("results:    " + run, lines.get(first + 4));
    assertEquals("--- pre-training", lines.get(first + 5));
  }

  @Test
  void theLayersAreInTheLog() throws IOException {
    String log = Files.readString(run.resolve("run.log"));
    assertTrue(log.contains("encoder.blocks.1.attention") && log.contains("SHA-256"), log);
  }

  @Test
  void lastLinesSayWhatToDoNext() {
    List<String> lines = whole.out().lines().toList();
    assertTrue(Pattern.compile("\n\nAll trainings for \"MAE encoder, fine-tuned\" together took \\d\\.\\d times the\n"
        + "operations of \"trained from scratch\"\\.\n\nreport: ").matcher(whole.out()).find(), whole.out());
    assertEquals(List.of("report:     " + run.resolve("report.html"), "look again: ./mae4j ui " + run),
        lines.subList(lines.size() - 2, lines.size()));
  }
}
