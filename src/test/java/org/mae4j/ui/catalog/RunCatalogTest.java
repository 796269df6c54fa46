package org.mae4j.ui.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.RunStatus.State;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.ui.RunFixture;

class RunCatalogTest {
  private static final String HEADING = """
      {"event":"sweep","version":1,"objective":"pretrain.val.maskedMse","direction":"minimize","repeat":2,"settings":{}}
      """;
  private static final String STARTED = """
      {"event":"started","candidate":1,"repetition":1,"parameters":{"model.patch":"4"}}
      """;
  private static final String FINISHED = """
      {"event":"finished","candidate":1,"repetition":1,"objective":0.5,"seconds":1.5}
      """;

  @TempDir
  private Path directory;

  @Test
  void aRunIsFoundOnceByAnyRoot() {
    RunFixture one = RunFixture.in(directory.resolve("one"));
    RunFixture.in(directory.resolve("two"));
    new RunFixture(directory).write("three/results.json", "{}").write("file", "");
    assertEquals(List.of("one", "two"), names(scan(directory)));
    assertEquals(List.of("one"), names(scan(one.path())));
    CatalogSnapshot both = scan(directory, one.path(), directory.resolve("absent"));
    assertEquals(List.of("one", "two"), names(both));
    assertEquals(scan(one.path()).runs().firstKey(), both.runs().firstKey(), "the id does not depend on the root");
  }

  @Test
  void theRunsThatChangedLastAreTheFirst() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      RunFixture.in(directory.resolve(name));
    }
    try (Stream<Path> files = Files.list(directory.resolve("a"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
      }
    }
    assertEquals(List.of(directory.resolve("a")), List.copyOf(scan(directory).directories(1).values()));
    assertEquals(3, scan(directory).directories(50).size());
  }

  @Test
  void theStateOfARunFollowsFromItsPlanAndItsLock() throws IOException {
    RunFixture files = RunFixture.in(directory.resolve("run"));
    RunDirectory run = new RunDirectory(files.path());
    RunStatus interrupted = new RunStatus(State.INTERRUPTED, List.of("pretrain"), 0, status().settings());
    assertEquals(interrupted, status());
    assertEquals(Optional.of("pretrain"), status().stage());
    try (RunLock lock = RunLock.of(run)) {
      assertEquals(State.RUNNING, status().state());
      assertEquals(State.RUNNING, status().state(), "reading the state does not release the lock");
    }
    assertEquals(State.INTERRUPTED, status().state());
    files.agenda(1);
    assertEquals(State.COMPLETE, status().state());
    assertEquals(Optional.empty(), status().stage());
    Files.delete(run.resumePlan());
    assertEquals(State.INTERRUPTED, status().state());
    files.write("results.json", "{}");
    assertEquals(State.COMPLETE, status().state());
  }

  @Test
  void runsOfTrialsBelongToTheirSweep() throws IOException {
    Path sweep = directory.resolve("sweep");
    RunFixture files = new RunFixture(sweep).write("sweep.jsonl", HEADING + STARTED + FINISHED);
    RunFixture.in(sweep.resolve("candidates/0001-1"));
    RunFixture.in(sweep.resolve("candidates/0001-2"));
    RunFixture.in(sweep.resolve("candidates/notes"));
    CatalogSnapshot snapshot = scan(directory);
    assertEquals(List.of("sweep/0001-1", "sweep/0001-2"), names(snapshot));
    CatalogSnapshot.SweepEntry only = snapshot.sweeps().get(snapshot.sweeps().firstKey());
    assertEquals(State.INTERRUPTED, only.state());
    snapshot.runs().values()
        .forEach(run -> assertEquals(Optional.of(new CatalogSnapshot.TrialKey(only.id(), 1)), run.trial()));
    try (RunLock lock = RunLock.of(new RunDirectory(sweep))) {
      assertEquals(State.RUNNING, state());
    }
    files.write("sweep.jsonl", HEADING + STARTED + FINISHED + FINISHED);
    assertEquals(State.COMPLETE, state());
  }

  @Test
  void aSweepIsCompleteWhenItsLimitIsReached() {
    RunFixture files = new RunFixture(directory.resolve("sweep"))
        .write("sweep.jsonl", HEADING + STARTED + FINISHED + FINISHED)
        .write("limits.json", "{\"trials\":2,\"parallel\":1,\"hours\":0.0}");
    assertEquals(State.INTERRUPTED, state());
    files.write("limits.json", "{\"trials\":1,\"parallel\":1,\"hours\":0.0}");
    assertEquals(State.COMPLETE, state());
  }

  @Test
  void idsContainOnlyPlainCharacters() {
    String name = "<img src=x onerror=alert(1)> & \"ü\" %2e";
    RunFixture.in(directory.resolve(name));
    RunFixture.in(directory.resolve("..hidden"));
    CatalogSnapshot snapshot = scan(directory);
    assertEquals(List.of("..hidden", name),
        snapshot.runs().values().stream().map(CatalogSnapshot.RunEntry::name).sorted().toList());
    snapshot.runs().keySet().forEach(id -> assertTrue(id.matches("[A-Za-z0-9_-]+-[0-9a-f]{8}"), id));
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    Path outside = RunFixture.in(directory.resolve("outside/run")).path();
    Path runs = Files.createDirectories(directory.resolve("runs"));
    Files.createSymbolicLink(runs.resolve("linked"), outside);
    for (String name : List.of("config.conf", "metrics.csv", "system.csv", "resume.json", "results.json")) {
      RunFixture files = RunFixture.in(runs.resolve("with-" + name));
      Files.deleteIfExists(files.path().resolve(name));
      Files.createSymbolicLink(files.path().resolve(name), outside.resolve("config.conf"));
    }
    Path sweep = new RunFixture(runs.resolve("sweep")).write("sweep.jsonl", HEADING).path();
    Files.createSymbolicLink(sweep.resolve("candidates"), directory.resolve("outside"));
    assertEquals(List.of(), names(scan(runs)));
    Path link = Files.createSymbolicLink(directory.resolve("link"), outside);
    assertEquals(List.of("run"), names(scan(link)), "a link that the user names is followed");
  }

  @Test
  void anUnreadableRunDoesNotHideOtherRuns() {
    RunFixture.in(directory.resolve("good"));
    RunFixture.in(directory.resolve("bad")).write("resume.json", "{");
    new RunFixture(directory).write("sweep/sweep.jsonl", "nonsense\n");
    assertEquals(List.of("good"), names(scan(directory)));
  }

  private CatalogSnapshot scan(Path... roots) {
    return new RunCatalog(List.of(roots)).current();
  }

  private static List<String> names(CatalogSnapshot snapshot) {
    return snapshot.runs().values().stream().map(CatalogSnapshot.RunEntry::name).toList();
  }

  private RunStatus status() {
    CatalogSnapshot snapshot = scan(directory);
    return snapshot.runs().get(snapshot.runs().firstKey()).status();
  }

  private State state() {
    CatalogSnapshot snapshot = scan(directory);
    return snapshot.sweeps().get(snapshot.sweeps().firstKey()).state();
  }
}
