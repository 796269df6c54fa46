package org.mae4j.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests files without a previous version. {@code InterruptedWriteTest} tests files with one. */
class DurableFileTest {
  @TempDir
  private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("results.json");
    DurableFile.write(file, bytes("first"));
  }

  @Test
  void replacesContent() throws IOException {
    DurableFile.write(file, bytes("second"));
    assertEquals("second", Files.readString(file));
    assertEquals(List.of("results.json"), List.of(directory.toFile().list()));
  }

  @Test
  void fullDiskLeavesOldContent() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "a device that is always full");
    Files.createSymbolicLink(directory.resolve("results.json.tmp"), full);
    FileSystemException failure =
        assertThrows(FileSystemException.class, () -> DurableFile.write(file, bytes("second")));
    assertEquals(file + ": No space left on device", failure.getMessage());
    assertEquals("first", Files.readString(file));
    assertEquals(List.of("results.json"), List.of(directory.toFile().list()));
  }

  /** Without these, a power cut after the rename can leave an empty file, or the old one. */
  @Test
  void contentIsForcedToTheDiskAndThenTheDirectory(@TempDir Path recordings) throws IOException {
    Path dump = recordings.resolve("forced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      recording.start();
      DurableFile.write(file, bytes("second"));
      new DurableFile(file).replace(channel -> channel.write(ByteBuffer.wrap(bytes("third"))));
      recording.stop();
      recording.dump(dump);
    }
    Path temporary = directory.resolve("results.json.tmp");
    assertEquals(List.of(temporary, directory, temporary, directory), RecordingFile.readAllEvents(dump).stream()
        .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
        .sorted(Comparator.comparing(RecordedEvent::getStartTime)).map(event -> Path.of(event.getString("path")))
        .toList());
  }

  @Test
  void deletesAllVersions() throws IOException {
    new DurableFile(file).replace(channel -> {});
    Files.createFile(directory.resolve("results.json.tmp"));
    DurableFile.delete(file);
    assertEquals(List.of(), List.of(directory.toFile().list()));
    DurableFile.delete(file);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
