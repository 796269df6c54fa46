package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RunLogTest {
  private static final Logger OWN = LoggerFactory.getLogger(RunLogTest.class);
  private static final Logger OTHER = LoggerFactory.getLogger("org.nd4j.linalg.Something");

  @TempDir
  Path directory;

  @Test
  void containsTheMessagesThatAreLoggedWhileItIsOpen() throws IOException {
    Path file = directory.resolve("run.log");
    OWN.info("before");
    try (RunLog log = RunLog.open(file)) {
      OWN.info("32×32 images");
      OWN.debug("too fine");
      OTHER.info("chatter");
      OTHER.warn("trouble");
    }
    OWN.info("after");
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size(), lines.toString());
    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}";
    assertTrue(lines.get(0).matches(time + " INFO  RunLogTest - 32×32 images"), lines.get(0));
    assertTrue(lines.get(1).endsWith(" WARN  Something - trouble"), lines.get(1));
  }

  /** Each run has a thread, which starts a second thread. */
  @Test
  void concurrentRunsHaveSeparateLogs() throws Exception {
    Path first = directory.resolve("first.log");
    Path second = directory.resolve("second.log");
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> one = threads.submit(() -> log(first, both));
      Future<?> other = threads.submit(() -> log(second, both));
      one.get();
      other.get();
      threads.submit(() -> OWN.info("after")).get();
    } finally {
      threads.shutdown();
    }
    for (Path file : List.of(first, second)) {
      List<String> lines = Files.readAllLines(file);
      assertEquals(2, lines.size(), lines.toString());
      assertTrue(lines.stream().allMatch(line -> line.contains("of " + file.getFileName())), lines.toString());
    }
  }

  private static Void log(Path file, CyclicBarrier both) throws Exception {
    try (RunLog log = RunLog.open(file)) {
      both.await(1, TimeUnit.MINUTES);
      OWN.info("of {}", file.getFileName());
      Thread child = new Thread(() -> OWN.info("a child of {}", file.getFileName()));
      child.start();
      child.join();
      both.await(1, TimeUnit.MINUTES);
    }
    return null;
  }

  @Test
  void anExistingFileIsExtended() throws IOException {
    Path file = directory.resolve("run.log");
    for (String message : List.of("first", "second")) {
      try (RunLog log = RunLog.open(file)) {
        OWN.info(message);
      }
    }
    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test
  void anUnwritableFileIsAnError() {
    assertThrows(IOException.class, () -> RunLog.open(directory));
  }

  @Test
  void lostMessagesAreReported() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "a device that is always full");
    Path file = Files.createSymbolicLink(directory.resolve("run.log"), full);
    try (RunLog log = RunLog.open(file)) {
      log.requireWritten();
      OWN.info("lost");
      assertEquals(file + ": No space left on device",
          assertThrows(IOException.class, log::requireWritten).getMessage());
    }
  }
}
