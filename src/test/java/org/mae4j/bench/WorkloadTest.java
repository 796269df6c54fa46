package org.mae4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.training.BatchConfig;

class WorkloadTest {
  private static final Path REFERENCE = Path.of("conf/bench/reference.conf");

  @Test
  void defaultIsReferenceConfiguration() {
    ExperimentConfig reference = Workload.of(Optional.empty(), List.of(), 1).config();
    assertEquals(ConfigLoader.load(REFERENCE, List.of()), reference);
    assertEquals(4, reference.model().patch());
    assertEquals(new TransformerConfig(192, 12, 3, 4), reference.model().encoder());
    assertEquals(new TransformerConfig(192, 4, 3, 4), reference.model().decoder().settings());
    assertEquals(new BatchConfig(32, 16), reference.pretrain().batch());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "patch2"})
  void everyFileHasItsNameAndCommand(String name) throws IOException {
    Path file = Path.of("conf/bench/" + name + ".conf");
    assertEquals(name, ConfigLoader.load(file, List.of()).name());
    assertTrue(Files.readString(file).contains("# Command:  ./mae4j bench conf/bench/" + name + ".conf"));
  }

  /**
   * Multiply-adds of one block: 12·T·D² of its linear layers and 2·T²·D of its attention. The last block of the decoder
   * computes 9 of the 12 for its 48 masked tokens only.
   */
  @Test
  void countsTwoOperationsPerMultiplyAddOfThreePasses() {
    double encoder = 12 * (12.0 * 16 * 192 * 192 + 2.0 * 16 * 16 * 192);
    double decoder = 4 * (12.0 * 64 * 192 * 192 + 2.0 * 64 * 64 * 192) - 9.0 * 16 * 192 * 192;
    double ends = 16 * 48 * 192.0 + 16 * 192 * 192.0 + 48 * 192 * 48.0;
    double token = 48 * 192;
    assertEquals(6 * 32 * (encoder + decoder + ends + token),
        Workload.of(Optional.of(REFERENCE), List.of(), 1).flops());
  }
}
