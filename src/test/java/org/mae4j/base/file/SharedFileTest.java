package org.mae4j.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.base.file.DurableFile.Step;

class SharedFileTest {
  /** Simulates a kill: the write ends without any cleanup. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir
  private Path directory;

  @ParameterizedTest
  @EnumSource(Step.class)
  void writesWhileAnotherProcessWrites(Step moment) throws IOException {
    Path file = directory.resolve("report.html");
    Set<Step> interrupted = EnumSet.of(moment);
    SharedFile.write(file, "long text of the first", step -> {
      if (interrupted.remove(step)) {
        writeOther(file);
        assertEquals("other", read(file));
      }
    });
    assertEquals(moment == Step.SYNC_DIRECTORY ? "other" : "long text of the first", read(file));
    assertEquals(List.of("report.html"), names());
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void deletesTemporaryFileOfKilledProcess(Step last) throws IOException {
    Path file = directory.resolve("report.html");
    try {
      SharedFile.write(file, "killed", step -> {
        if (step == last) {
          throw new Killed();
        }
      });
    } catch (Killed expected) {
      // KEEP_PREVIOUS is no step of this write.
    }
    SharedFile.write(file, "next");
    assertEquals("next", read(file));
    assertEquals(List.of("report.html"), names());
  }

  @Test
  void keepsFilesOfOtherNames() throws IOException {
    for (String name : List.of("report.html.tmp", "report.html.backup.tmp", "other.html." + "0".repeat(36) + ".tmp")) {
      Files.createFile(directory.resolve(name));
    }
    List<String> before = names();
    SharedFile.write(directory.resolve("report.html"), "");
    Files.delete(directory.resolve("report.html"));
    assertEquals(before, names());
  }

  @Test
  void reportsMissingDirectory() {
    Path gone = directory.resolve("gone");
    assertEquals(gone.toString(), assertThrows(NoSuchFileException.class,
        () -> SharedFile.write(gone.resolve("report.html"), "")).getMessage());
  }

  private static void writeOther(Path file) {
    try {
      SharedFile.write(file, "other");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
