package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ShapeCheckTest {
  @TempDir
  Path directory;

  @Test
  void listsDifferencesInOrder() {
    Map<String, long[]> wanted = new LinkedHashMap<>();
    wanted.put("absent", new long[] {1});
    wanted.put("same", new long[] {2, 3});
    wanted.put("wider", new long[] {2, 4});
    wanted.put("flat", new long[] {});
    try (TensorFile file = stored()) {
      assertEquals(List.of("absent is missing", "wider is 2×3, wanted 2×4", "flat is 6, wanted scalar"),
          ShapeCheck.differences(wanted, file));
    }
  }

  @Test
  void reportsOtherArchitectureInOneLine() {
    Map<String, long[]> wanted = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      wanted.put("block" + i, new long[] {1});
    }
    try (TensorFile file = stored()) {
      assertEquals(file.file() + ": the checkpoint has another architecture: block0 is missing; block1 is missing; "
          + "block2 is missing; and 2 more",
          assertThrows(CheckpointException.class, () -> ShapeCheck.require(wanted, file)).getMessage());
      assertDoesNotThrow(() -> ShapeCheck.require(Map.of("same", new long[] {2, 3}), file));
    }
  }

  private TensorFile stored() {
    Path file = directory.resolve("a.safetensors");
    TensorFiles.write(file,
        Map.of("same", Nd4j.create(DataType.FLOAT, 2, 3), "wider", Nd4j.create(DataType.FLOAT, 2, 3),
            "flat", Nd4j.create(DataType.FLOAT, 6)),
        Map.of());
    return TensorFile.open(file);
  }
}
