package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.base.file.DurableFile;
import org.nd4j.linalg.factory.Nd4j;

class InterruptedWriteTest {
  /** Simulates a kill: the write ends without any cleanup. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir
  Path directory;
  private Path file;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void nameFile() {
    file = directory.resolve("a.safetensors");
  }

  @ParameterizedTest
  @EnumSource(DurableFile.Step.class)
  void killKeepsCompleteVersion(DurableFile.Step last) {
    write(1);
    write(2);
    killBefore(last, 3);
    assertEquals(last.compareTo(DurableFile.Step.KEEP_PREVIOUS) > 0 ? 3 : 2, openedVersion());
    assertEquals(last == DurableFile.Step.REPLACE
        ? List.of(file + ": cannot be read: no such file or directory; reading a.safetensors.tmp instead")
        : List.of(), warnings);
  }

  @ParameterizedTest
  @EnumSource(DurableFile.Step.class)
  void writesAgainAfterKill(DurableFile.Step last) {
    write(1);
    killBefore(last, 2);
    write(3);
    assertEquals(3, openedVersion());
    assertEquals(List.of(), warnings);
    assertFalse(Files.exists(directory.resolve("a.safetensors.tmp")));
  }

  /** The worst combination: the file is damaged, and the next write is killed. */
  @ParameterizedTest
  @EnumSource(DurableFile.Step.class)
  void killKeepsCompleteVersionIfFileIsDamaged(DurableFile.Step last) throws IOException {
    write(1);
    write(2);
    damage(file);
    killBefore(last, 3);
    assertEquals(last == DurableFile.Step.WRITE ? 1 : 3, openedVersion());
  }

  @Test
  void killedFirstWriteLeavesNoVersion() {
    killBefore(DurableFile.Step.SYNC, 1);
    assertFalse(TensorFiles.exists(file));
    write(1);
    assertTrue(TensorFiles.exists(file));
  }

  @Test
  void ignoresIncompleteTemporaryFile() throws IOException {
    write(1);
    write(2);
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(directory.resolve("a.safetensors.tmp"), Arrays.copyOf(whole, length));
      assertEquals(1, openedVersion());
    }
  }

  @Test
  void fallsBackToPreviousVersionWithWarning() throws IOException {
    write(1);
    write(2);
    damage(file);
    assertEquals(1, openedVersion());
    assertEquals(List.of(file + ": damaged: its content does not agree with its digest; "
        + "reading a.safetensors.previous instead"), warnings);
    Files.delete(file);
    assertTrue(TensorFiles.exists(file));
    assertEquals(1, openedVersion());
  }

  @Test
  void reportsFileIfNoVersionIsComplete() throws IOException {
    write(1);
    write(2);
    damage(file);
    damage(directory.resolve("a.safetensors.previous"));
    assertEquals(file + ": damaged: its content does not agree with its digest",
        assertThrows(CheckpointException.class, this::openedVersion).getMessage());
    assertEquals(List.of(), warnings);
  }

  @Test
  void fullDiskLeavesFileAndDeletesTemporaryFile() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "a device that is always full");
    write(1);
    byte[] before = Files.readAllBytes(file);
    Files.createSymbolicLink(directory.resolve("a.safetensors.tmp"), full);
    assertEquals(file + ": cannot be written: No space left on device",
        assertThrows(CheckpointException.class, () -> write(2)).getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of("a.safetensors"), List.of(directory.toFile().list()));
  }

  @Test
  void reportsMissingDirectory() {
    file = directory.resolve("gone").resolve("a.safetensors");
    assertEquals(file + ": cannot be written: no such file or directory",
        assertThrows(CheckpointException.class, () -> write(1)).getMessage());
  }

  private void write(int version) {
    TensorFiles.write(file, Map.of("version", Nd4j.scalar((float) version)), Map.of());
  }

  private void killBefore(DurableFile.Step last, int version) {
    assertThrows(Killed.class,
        () -> TensorFiles.write(file, Map.of("version", Nd4j.scalar((float) version)), Map.of(), step -> {
          if (step == last) {
            throw new Killed();
          }
        }));
  }

  private int openedVersion() {
    try (TensorFile opened = TensorFiles.openOrPrevious(file, warnings::add)) {
      return (int) TensorFileTest.read(opened, "version").getFloat(0);
    }
  }

  private static void damage(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length - 1] ^= 1;
    Files.write(path, bytes);
  }
}
