package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.TrialEvent;

/** Tests journals that are truncated or corrupt within a multi-byte character. */
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

  private void assertContent(List<TrialEvent> events, Journal.Content content) {
    assertEquals(heading, content.heading().orElseThrow());
    assertEquals(events, content.events());
  }
}
