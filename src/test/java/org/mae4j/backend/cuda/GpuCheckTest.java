package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests of {@code src/cuda/check}, which runs where there is a GPU. */
class GpuCheckTest {
  private static final Pattern TEST = Pattern.compile("-c (org\\.mae4j\\.\\S+)");

  @Test
  void theTestsThatItRunsExist() throws IOException {
    List<String> tests = TEST.matcher(Files.readString(Path.of("src/cuda/check"))).results()
        .map(match -> match.group(1)).toList();
    assertFalse(tests.isEmpty());
    tests.forEach(test -> assertDoesNotThrow(() -> Class.forName(test)));
  }
}
