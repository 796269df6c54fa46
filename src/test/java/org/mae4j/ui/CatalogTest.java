package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.RunStatus.State;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;

class CatalogTest {
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
  void aRunIsFoundByItselfAndAmongOthersAndOnce() {
    RecordedFiles one = RecordedFiles.in(directory.resolve("one"));
    RecordedFiles.in(directory.resolve("two"));
    new RecordedFiles(directory).write("three/results.json", "{}").write("file", "");
    assertEquals(List.of("one", "two"), names(look(directory)));
    assertEquals(List.of("one"), names(look(one.path())));
    CatalogSnapshot both = look(directory, one.path(), directory.resolve("absent"));
    assertEquals(List.of("one", "two"), names(both));
    assertEquals(look(one.path()).runs().firstKey(), both.runs().firstKey(), "the same id, whatever names the run");
  }

  @Test
  void whatARunDoesIsToldByItsAgendaAndItsLock() throws IOException {
    RecordedFiles files = RecordedFiles.in(directory.resolve("run"));
    RunDirectory run = new RunDirectory(files.path());
    RunStatus interrupted = new RunStatus(State.INTERRUPTED, List.of("pretrain"), 0, status().settings());
    assertEquals(interrupted, status());
    assertEquals(Optional.of("pretrain"), status().stage());
    try (RunLock lock = RunLock.of(run)) {
      assertEquals(State.RUNNING, status().state());
      assertEquals(State.RUNNING, status().state(), "to look does not take the lock away");
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
  void candidatesBelongToTheirSweep() throws IOException {
    Path sweep = directory.resolve("sweep");
    RecordedFiles files = new RecordedFiles(sweep).write("sweep.jsonl", HEADING + STARTED + FINISHED);
    RecordedFiles.in(sweep.resolve("candidates/0001-1"));
    RecordedFiles.in(sweep.resolve("candidates/0001-2"));
    RecordedFiles.in(sweep.resolve("candidates/notes"));
    CatalogSnapshot found = look(directory);
    assertEquals(List.of("sweep/0001-1", "sweep/0001-2"), names(found));
    CatalogSnapshot.Sweep only = found.sweeps().get(found.sweeps().firstKey());
    assertEquals(State.INTERRUPTED, only.state());
    found.runs().values().forEach(run -> assertEquals(Optional.of(new CatalogSnapshot.Place(only.id(), 1)), run.place()));
    try (RunLock lock = RunLock.of(new RunDirectory(sweep))) {
      assertEquals(State.RUNNING, state());
    }
    files.write("sweep.jsonl", HEADING + STARTED + FINISHED + FINISHED);
    assertEquals(State.COMPLETE, state());
  }

  @Test
  void namesOfAnyKindMakePlainIds() {
    String name = "<img src=x onerror=alert(1)> & \"ü\" %2e";
    RecordedFiles.in(directory.resolve(name));
    RecordedFiles.in(directory.resolve("..hidden"));
    CatalogSnapshot found = look(directory);
    assertEquals(List.of("..hidden", name), found.runs().values().stream().map(CatalogSnapshot.Run::name).sorted().toList());
    found.runs().keySet().forEach(id -> assertTrue(id.matches("[A-Za-z0-9_-]+-[0-9a-f]{8}"), id));
  }

  @Test
  void whatIsBehindLinksIsNotThere() throws IOException {
    Path outside = RecordedFiles.in(directory.resolve("outside/run")).path();
    Path runs = Files.createDirectories(directory.resolve("runs"));
    Files.createSymbolicLink(runs.resolve("linked"), outside);
    for (String name : List.of("config.conf", "metrics.csv", "system.csv", "resume.json", "results.json")) {
      RecordedFiles files = RecordedFiles.in(runs.resolve("with-" + name));
      Files.deleteIfExists(files.path().resolve(name));
      Files.createSymbolicLink(files.path().resolve(name), outside.resolve("config.conf"));
    }
    Path sweep = new RecordedFiles(runs.resolve("sweep")).write("sweep.jsonl", HEADING).path();
    Files.createSymbolicLink(sweep.resolve("candidates"), directory.resolve("outside"));
    assertEquals(List.of(), names(look(runs)));
    Path link = Files.createSymbolicLink(directory.resolve("link"), outside);
    assertEquals(List.of("run"), names(look(link)), "what the user names is what the user wants");
  }

  @Test
  void aRunThatCannotBeReadHidesNoOther() {
    RecordedFiles.in(directory.resolve("good"));
    RecordedFiles.in(directory.resolve("bad")).write("resume.json", "{");
    new RecordedFiles(directory).write("sweep/sweep.jsonl", "nonsense\n");
    assertEquals(List.of("good"), names(look(directory)));
  }

  private CatalogSnapshot look(Path... roots) {
    return new Catalog(List.of(roots)).current();
  }

  private static List<String> names(CatalogSnapshot found) {
    return found.runs().values().stream().map(CatalogSnapshot.Run::name).toList();
  }

  private RunStatus status() {
    CatalogSnapshot found = look(directory);
    return found.runs().get(found.runs().firstKey()).status();
  }

  private State state() {
    CatalogSnapshot found = look(directory);
    return found.sweeps().get(found.sweeps().firstKey()).state();
  }
}
