package org.mae4j.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.testing.ForcedFiles;

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
    DurableFile.write(file, "größer");
    assertEquals("größer", Files.readString(file));
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
  void contentIsForcedToTheDiskAndThenTheDirectory() throws IOException {
    Path temporary = directory.resolve("results.json.tmp");
    assertEquals(List.of(temporary, directory, temporary, directory), ForcedFiles.during(() -> {
      DurableFile.write(file, bytes("second"));
      new DurableFile(file).replace(channel -> channel.write(ByteBuffer.wrap(bytes("third"))));
    }));
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
