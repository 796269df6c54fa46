package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir
  Path directory;

  @Test
  void listsDownloadableDataSets() {
    Captured result = Captured.run("data");
    assertEquals(0, result.code(), result.err());
    assertEquals("cifar10: CIFAR-10, 170 MB, to data/cifar-10-batches-bin\n", result.out());
  }

  @Test
  void rejectsUnknownDataSet() {
    Captured result = Captured.run("data", "embedded");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("data set 'embedded' cannot be downloaded; use one of cifar10"), result.err());
  }

  @Test
  void doesNotOverwriteDirectory() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "mine");
    Captured result = Captured.run("data", "cifar10", "--dir", directory);
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(directory + ": exists, but lacks data_batch_1.bin, "), result.err());
  }
}
