package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendOnlyFileTest {
  @Test
  void anErrorOnAFullDiskNamesTheFile(@TempDir Path directory) throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "a device that is always full");
    Path link = Files.createSymbolicLink(directory.resolve("full.csv"), full);
    try (AppendOnlyFile file = AppendOnlyFile.open(link)) {
      UncheckedIOException failure =
          assertThrows(UncheckedIOException.class, () -> file.append(ByteBuffer.wrap(new byte[1])));
      assertEquals(link + ": No space left on device", failure.getCause().getMessage());
    }
  }
}
