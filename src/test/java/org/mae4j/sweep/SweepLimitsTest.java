package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.directory.SweepDirectory;

class SweepLimitsTest {
  @TempDir
  private Path path;

  @Test
  void limitsAreReadAsTheyWereWritten() throws IOException {
    SweepDirectory directory = new SweepDirectory(path);
    assertEquals(Optional.empty(), SweepLimits.read(directory));
    SweepLimits limits = new SweepLimits(OptionalInt.of(8), 2, 0.5);
    limits.write(directory);
    assertEquals(Optional.of(limits), SweepLimits.read(directory));
  }

  @Test
  void aMalformedFileHasNoLimits() throws IOException {
    for (String text : List.of("", "[]", "{\"trials\": 8", "nonsense")) {
      Files.writeString(path.resolve("limits.json"), text);
      assertEquals(Optional.empty(), SweepLimits.read(new SweepDirectory(path)), text);
    }
  }
}
