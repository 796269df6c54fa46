package org.mae4j.experiment.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;

class RunDirectoryTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 5);

  @TempDir
  Path directory;

  private static String messageOf(Executable action) {
    return assertThrows(UserException.class, action).getMessage();
  }

  @Test
  void namesRunWithTimestamp() throws IOException {
    Path parent = directory.resolve("deep/runs");
    RunDirectory first = RunDirectory.create(parent, "quickstart", NOW);
    RunDirectory second = RunDirectory.create(parent, "quickstart", NOW);
    assertEquals(parent.resolve("quickstart-20260102-030405"), first.path());
    assertEquals(parent.resolve("quickstart-20260102-030405-2"), second.path());
    assertTrue(Files.isDirectory(first.checkpoints().path()));
    assertTrue(Files.isDirectory(second.figures()));
  }

  @Test
  void acceptsAbsentOrEmptyDirectory() throws IOException {
    Path absent = directory.resolve("a/b");
    assertEquals(absent, RunDirectory.create(absent).path());
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertTrue(Files.isDirectory(RunDirectory.create(empty).checkpoints().path()));
  }

  @Test
  void doesNotOverwriteRun() throws IOException {
    Path path = directory.resolve("run");
    Files.createFile(RunDirectory.create(path).resumePlan());
    assertEquals(path + ": the directory is not empty; name another one with --out",
        messageOf(() -> RunDirectory.create(path)));
  }

  /** Whatever a signal leaves of a run before it begins, the same command can be started again. */
  @Test
  void aRunThatDidNotBeginCanBeStartedAgain() throws IOException {
    Path path = directory.resolve("run");
    RunDirectory.create(path);
    for (String next : List.of(".lock", "config.conf.tmp", "config.conf", "resume.json.tmp")) {
      Files.createFile(path.resolve(next));
      NewDirectory.requireCreatable(path);
      assertEquals(path, RunDirectory.create(path).path());
      assertTrue(Files.exists(path.resolve(next)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.conf", "notes.txt", "checkpoints/a.safetensors", "figures/a.png", "resume.json",
      "results.json", "sweep.jsonl"})
  void filesOfTheUserAreKept(String name) throws IOException {
    Path file = directory.resolve("run").resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertTrue(messageOf(() -> NewDirectory.requireCreatable(directory.resolve("run"))).contains("not empty"));
  }

  @Test
  void rejectsFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(file + ": not a directory", messageOf(() -> RunDirectory.create(file)));
    assertEquals(file + ": not a directory", messageOf(() -> RunDirectory.create(file, "name", NOW)));
    Path below = file.resolve("run");
    assertTrue(messageOf(() -> RunDirectory.create(below)).startsWith("cannot create the directory " + file));
    assertEquals(file + ": no such run directory", messageOf(() -> RunDirectory.find(file)));
  }

  /** A link to a disk that is not mounted at the moment is the user's, and stays for the next command. */
  @ParameterizedTest
  @ValueSource(strings = {"runs", "runs/deep/run"})
  void theCheckKeepsADanglingLink(String out) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("runs"), directory.resolve("unmounted/runs"));
    assertTrue(messageOf(() -> NewDirectory.requireCreatable(directory.resolve(out)))
        .startsWith("cannot create the directory " + link));
    assertTrue(Files.isSymbolicLink(link));
  }

  /** Parallel trials check and create their directories below a folder that none of them has created before. */
  @Test
  void checkOfAnotherDirectoryDoesNotDisturb() throws Exception {
    Path trials = directory.resolve("trials");
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> checks = other.submit(() -> {
        while (!done.get()) {
          NewDirectory.requireCreatable(trials.resolve("0001"));
        }
        return null;
      });
      for (int round = 0; round < 2_000; round++) {
        Files.delete(NewDirectory.create(trials.resolve("0002")));
        deleteIfEmpty(trials);
        Files.delete(NewDirectory.createStamped(trials, "run", NOW));
        deleteIfEmpty(trials);
      }
      done.set(true);
      checks.get();
    } finally {
      done.set(true);
      other.shutdownNow();
    }
  }

  private static void deleteIfEmpty(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException used) {
      // The other thread checks a directory below it and deletes both.
    }
  }

  @Test
  void recognizesRunByItsConfiguration() throws IOException {
    Path path = directory.resolve("run");
    assertEquals(path + ": no such run directory", messageOf(() -> RunDirectory.find(path)));
    Files.createDirectory(path);
    assertEquals(path + ": not a run directory, it has no config.conf", messageOf(() -> RunDirectory.find(path)));
    Path trial = Files.createDirectories(path.resolve("trials/0001"));
    Files.createFile(trial.resolve("config.conf"));
    assertEquals(path + ": not a run directory, it has no config.conf; name a run in it, such as " + trial,
        messageOf(() -> RunDirectory.find(path)));
    assertFalse(Files.exists(path.resolve("checkpoints")));
    Files.createFile(path.resolve("config.conf"));
    assertTrue(Files.isDirectory(RunDirectory.find(path).withFolders().figures()));
  }
}
