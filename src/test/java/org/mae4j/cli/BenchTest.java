package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.experiment.SmallExperiment;

class BenchTest {
  @TempDir
  private Path directory;

  @Test
  void printsOneLineOfJson() throws JsonProcessingException {
    Captured result = Captured.run("bench", SmallExperiment.write(directory), "--steps", 3);
    assertEquals(0, result.code(), result.err());
    assertEquals(1, result.out().lines().count(), result.out());
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertEquals(16 / json.get("medianMs").asDouble() * 1e3, json.get("imagesPerSecond").asDouble(), 1e-6);
    assertEquals(16 / json.get("bestMs").asDouble() * 1e3, json.get("best").asDouble(), 1e-6);
    assertTrue(json.get("bestMs").asDouble() <= json.get("medianMs").asDouble(), result.out());
    assertTrue(json.get("sgemmMedianGflops").asDouble() <= json.get("sgemmGflops").asDouble(), result.out());
    assertEquals(json.get("gflops").asDouble() / json.get("sgemmGflops").asDouble(), json.get("ratio").asDouble(),
        1e-9);
    assertTrue(json.get("peakRssMb").asDouble() > 50, result.out());
    assertEquals(List.of(2, 16, 8, 3), List.of(json.get("threads").asInt(), json.get("batch").asInt(),
        json.get("microBatch").asInt(), json.get("steps").asInt()));
    assertEquals("16×2×2", json.at("/model/encoder").asText());
  }

  @Test
  void settingsOverrideReferenceConfiguration() throws JsonProcessingException {
    Captured result = Captured.run("bench", "pretrain.batch.size=2", "pretrain.batch.microBatch=1",
        "model.encoder.depth=1", "model.decoder.depth=1", "--steps", 1, "--threads", 1);
    assertEquals(0, result.code(), result.err());
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertEquals("192×1×3", json.at("/model/encoder").asText());
    assertEquals(4, json.at("/model/patch").asInt());
    assertEquals(2, json.get("batch").asInt());
  }

  @Test
  void printsProfileAsTables() {
    Captured result = Captured.run("bench", SmallExperiment.write(directory), "--steps", 1, "--profile");
    assertEquals(0, result.code(), result.err());
    assertEquals(1, result.out().lines().count(), result.out());
    assertTrue(result.err().contains("\na step "), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--steps=0", "--against=nobody", "pretrain.batch.size=0", "pretrain.batch.microBatch=-1",
      "model.maskRatio=0", "--threads=-1", "--steps=1000000000", "--raw=times.csv"})
  void mistakesAreOneLine(String mistake) {
    Captured result = Captured.run("bench", mistake);
    assertEquals(2, result.code(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertEquals("", result.out());
  }
}
