package org.mae4j.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.StageTime;
import org.mae4j.sweep.objective.TrialCost;

/** Tests a sweep of a small experiment for two objectives, with one and two trials at once, and interrupted. */
class ParetoSweepTest {
  private static final String SWEEP =
      """
          data.source.train = 100
          figures.images = 0
          pretrain { epochs = 1, validateEvery = 1 }
          sweep {
            objectives = [{ key = pretrain.val.maskedMse, direction = minimize }, { key = cost.flops, direction = minimize }]
            parameters {
              model.decoder.depth = { integer = [1, 3] }
            }
          }
          """;

  @TempDir
  private Path directory;
  private Path conf;

  @BeforeEach
  void write() throws IOException {
    conf = SmallExperiment.write(directory);
    Files.writeString(conf, Files.readString(conf) + SWEEP);
  }

  @Test
  void theFrontDependsNeitherOnParallelTrialsNorOnAKill() throws IOException {
    RunFiles straight = new RunFiles(directory.resolve("straight"));
    RunFiles parallel = new RunFiles(directory.resolve("parallel"));
    RunFiles killed = new RunFiles(directory.resolve("killed"));
    Captured whole = sweep(straight);
    sweep(parallel, "sweep.parallel=2");
    killed.copyOf(straight);
    cutAfterFirstTrial(killed);
    sweep(killed, "sweep.parallel=2", "--resume");
    for (RunFiles other : List.of(parallel, killed)) {
      assertEquals(new TreeSet<>(straight.journal()), new TreeSet<>(other.journal()));
      assertEquals(ranking(straight), ranking(other));
      assertEquals(best(straight), best(other));
    }
    assertFalse(straight.has("best.conf"), "there is no single best trial");
    assertEquals(front(straight), best(straight).keySet());
    best(straight).keySet().forEach(name -> assertTrue(whole.out().contains("./mae4j run "
        + straight.path().resolve("best").resolve(name) + "\n"), whole.out()));
    assertJournalHasCosts(straight);
    assertShown(straight);
  }

  private Captured sweep(RunFiles out, String... words) {
    Captured done =
        Captured.run(Stream.concat(Stream.of("sweep", conf, "--out", out.path()), Stream.of(words)).toArray());
    assertEquals(0, done.code(), done.err());
    return done;
  }

  /** What a kill leaves while the second trial is recorded. */
  private static void cutAfterFirstTrial(RunFiles sweep) throws IOException {
    List<String> lines = sweep.read("sweep.jsonl").lines().toList();
    int finished = IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains("\"finished\"")).findFirst()
        .orElseThrow();
    Files.writeString(sweep.path().resolve("sweep.jsonl"),
        String.join("\n", lines.subList(0, finished + 1)) + "\n{\"event\":\"start");
    Files.delete(sweep.path().resolve("report.html"));
  }

  /** Returns the table without times. */
  private static List<String> ranking(RunFiles sweep) {
    return sweep.read("sweep.csv").lines().map(line -> line.replaceFirst(",1,[0-9.]+,", ",1,")).toList();
  }

  /** Returns the texts of the configurations of the front, by name. */
  private static Map<String, String> best(RunFiles sweep) throws IOException {
    try (Stream<Path> files = Files.list(sweep.path().resolve("best"))) {
      return new TreeMap<>(files.collect(Collectors.toMap(file -> file.getFileName().toString(),
          file -> sweep.read("best/" + file.getFileName()))));
    }
  }

  private static Set<String> front(RunFiles sweep) {
    return ranking(sweep).stream().skip(1).map(line -> line.split(",")).filter(cells -> cells[7].equals("1"))
        .map(cells -> "trial-000" + cells[1] + ".conf").collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertJournalHasCosts(RunFiles sweep) throws IOException {
    for (String line : sweep.journal()) {
      JsonNode event = new JsonMapper().readTree(line);
      if (event.get("event").asText().equals("finished")) {
        RunDirectory run = new RunDirectory(sweep.path().resolve("trials/000" + event.get("candidate").asInt()));
        assertEquals(event.get("others").get(0).asDouble(), TrialCost.FLOPS.read(run).getAsDouble());
        double seconds =
            ProvenanceFile.stages(ProvenanceFile.read(run.provenance()), StageTime.CPU_SECONDS).get("pretrain");
        assertTrue(seconds > 0, run.path().toString());
        assertEquals(seconds / 60, TrialCost.CPU_MINUTES.read(run).getAsDouble(), 1e-12);
      }
    }
  }

  private static void assertShown(RunFiles sweep) {
    Captured shown = Captured.run("sweep", "show", sweep.path());
    assertTrue(shown.out().contains("Pareto front: " + front(sweep).size() + " of 3 finished trials, "),
        shown.out());
    assertEquals(sweep.read("sweep.csv"), Captured.run("sweep", "export", sweep.path(), "--csv").out());
    assertTrue(sweep.read("report.html").contains("Hypervolume over trials"));
  }
}
