package org.mae4j.sweep.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.testing.ForcedFiles;
import org.mae4j.testing.SmallDisk;

/** Tests journals that are truncated, corrupt within a multi-byte character, or on a full disk, and when lines reach the disk. */
class JournalBytesTest {
  private static final TrialEvent STARTED = new TrialEvent.Started(1, 1, new TreeMap<>());
  private static final String FAILED = new TrialEvent.Failed(1, 1, "no file größe.bin", 3).json() + "\n";

  @TempDir
  private Path directory;
  private Path file;
  private JournalHeading heading;
  private String whole;

  @BeforeEach
  void begin() {
    file = directory.resolve("sweep.jsonl");
    heading = JournalHeading.of(Plans.drawn(directory, "random", 1, 10));
    whole = heading.json() + "\n" + STARTED.json() + "\n";
  }

  @Test
  void overwritesIncompleteLine() throws IOException {
    byte[] bytes = (whole + FAILED).getBytes(StandardCharsets.UTF_8);
    byte[] torn = Arrays.copyOf(bytes, (whole + FAILED.substring(0, FAILED.indexOf('ö'))).length() + 1);
    Files.write(file, torn);
    assertThrows(MalformedInputException.class, () -> Files.readString(file));
    assertContent(List.of(STARTED), Journal.Content.read(file));
    TrialEvent.Finished finished = new TrialEvent.Finished(1, 1, 0.5, 2);
    try (Journal journal = Journal.open(file)) {
      assertEquals(whole, Files.readString(file));
      assertContent(List.of(STARTED), journal.content());
      journal.append(finished);
    }
    assertContent(List.of(STARTED, finished), Journal.Content.read(file));
  }

  @Test
  void rejectsAndKeepsCorruptLine() throws IOException {
    String before = whole + FAILED.substring(0, FAILED.indexOf('ö'));
    byte[] bytes = (whole + FAILED).getBytes(StandardCharsets.UTF_8);
    bytes[before.length() + 1] = 'o';
    Files.write(file, bytes);
    assertThrows(MalformedInputException.class, () -> Journal.Content.read(file));
    assertThrows(MalformedInputException.class, () -> Journal.open(file));
    assertEquals(bytes.length, Files.size(file));
  }

  @Test
  void removesPartOfLineThatFullDiskCut() throws IOException {
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"), "size=256k")) {
      file = disk.path().resolve("sweep.jsonl");
      Path ballast = disk.path().resolve("ballast");
      List<TrialEvent> written = new ArrayList<>();
      try (Journal journal = Journal.open(file)) {
        journal.begin(heading);
        disk.fill(ballast);
        assertEquals(file + ": No space left on device",
            assertThrows(FileSystemException.class, () -> appendUntilFull(journal, written)).getMessage());
        Files.delete(ballast);
        assertEquals(file + ": an earlier line could not be written: No space left on device",
            assertThrows(FileSystemException.class, () -> journal.append(STARTED)).getMessage());
        assertEquals(written, journal.content().events());
      }
      assertTrue(Files.readString(file).endsWith("\n"), "only whole lines are left");
      try (Journal journal = Journal.open(file)) {
        journal.append(STARTED);
      }
      written.add(STARTED);
      assertContent(written, Journal.Content.read(file));
    }
  }

  private static void appendUntilFull(Journal journal, List<TrialEvent> written) throws IOException {
    for (int trial = 1;; trial++) {
      TrialEvent event = new TrialEvent.Finished(trial, 1, 0.5, 2);
      journal.append(event);
      written.add(event);
    }
  }

  /** Without it, a power cut can leave a sweep that has acted on a line that its journal lacks. */
  @Test
  void linesAreForcedToTheDisk() throws IOException {
    try (Journal journal = Journal.open(file)) {
      assertEquals(List.of(file, file), ForcedFiles.during(() -> {
        journal.begin(heading);
        journal.append(STARTED);
      }));
    }
  }

  private void assertContent(List<TrialEvent> events, Journal.Content content) {
    assertEquals(heading, content.heading().orElseThrow());
    assertEquals(events, content.events());
  }
}
