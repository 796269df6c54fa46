package org.mae4j.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {
  private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);
  private static final FileTime LATER = FileTime.fromMillis(1_700_000_001_000L);

  @TempDir
  private Path directory;

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setLastModifiedTime(file, THEN);
  }

  @Test
  void isEqualForUnchangedFile() throws IOException {
    Path file = file("a", "one");
    assertEquals(FileState.of(file), FileState.of(file));
    assertEquals(Optional.empty(), FileState.of(directory.resolve("absent")));
  }

  @Test
  void differsByTimeSizeAndReplacedFile() throws IOException {
    Path file = file("a", "one");
    Optional<FileState> first = FileState.of(file);
    Files.setLastModifiedTime(file, LATER);
    assertNotEquals(first, FileState.of(file));
    file("a", "longer");
    assertNotEquals(first, FileState.of(file));
    file("a", "two");
    assertEquals(first, FileState.of(file));
    Files.move(file("b", "one"), file, StandardCopyOption.REPLACE_EXISTING);
    assertNotEquals(first, FileState.of(file));
  }
}
