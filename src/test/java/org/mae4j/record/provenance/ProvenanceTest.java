package org.mae4j.record.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("provenance.json");
  }

  private static Provenance record(Instant started, String... commandLine) {
    return new Provenance(started, Optional.empty(), List.of(commandLine), "abc", "17",
        new Machine("Linux", Optional.empty(), List.of(), 2, 1L << 34, 1L << 31),
        new Nd4jEnvironment("1.0.0", "CPU", "OPENBLAS", OptionalInt.of(1), OptionalInt.empty(), "0.3", Optional.empty(),
            "00"),
        List.of(), 2,
        Map.of("masks", -5L),
        Map.of("train", "00ff"), Map.of("train", 60), Optional.empty(), Map.of(), Optional.empty());
  }

  private JsonNode written() throws IOException {
    return new ObjectMapper().readTree(file().toFile());
  }

  @Test
  void theRecordOfThisProcessIsComplete() throws IOException {
    Provenance.of(START, List.of("run", "conf/quickstart.conf"), 2, Map.of(), Map.of(), Map.of()).write(file());
    JsonNode json = written().get(0);
    assertEquals("2026-01-02T03:04:05Z", json.get("started").textValue());
    assertFalse(json.has("ended"));
    assertEquals(System.getProperty("java.version"), json.get("java").textValue().split(",")[0]);
    assertTrue(json.get("os").textValue().startsWith(System.getProperty("os.name")));
    assertTrue(json.get("processors").intValue() >= 1);
    assertTrue(json.get("memoryBytes").longValue() > 1L << 28);
    assertTrue(json.at("/engine/nd4j").textValue().startsWith("1.0.0-"), json.toString());
    assertEquals("CPU", json.at("/engine/backend").textValue());
    assertEquals("OPENBLAS", json.at("/engine/blas").textValue());
    assertTrue(json.at("/engine/ompThreads").intValue() >= 1);
    assertTrue(json.at("/engine/blasVersion").textValue().startsWith("0.3."), json.toString());
    assertFalse(json.at("/engine/coreType").textValue().isEmpty());
    assertTrue(json.get("cpuFeatures").isArray());
    assertTrue(json.at("/engine/arithmetic").textValue().matches("[0-9a-f]{8}"), json.toString());
  }

  @Test
  void onlyTheRecordOfTheSameCommandIsReplaced() throws IOException {
    record(START, "run").write(file());
    Provenance repeated = record(START.plusSeconds(60), "probe");
    repeated.write(file());
    repeated.endedAt(START.plusSeconds(90)).write(file());
    JsonNode json = written();
    assertEquals(2, json.size());
    assertEquals("[\"run\"]", json.at("/0/commandLine").toString());
    assertFalse(json.at("/0").has("ended"));
    assertEquals("[\"probe\"]", json.at("/1/commandLine").toString());
    assertEquals("2026-01-02T03:05:35Z", json.at("/1/ended").textValue());
    assertEquals(-5, json.at("/1/seeds/masks").longValue());
    assertEquals("00ff", json.at("/1/dataDigests/train").textValue());
  }

  @Test
  void durationsAreGroupedByStage() throws IOException {
    record(START, "run").with("pretrain", Map.of("seconds", 1.5)).with("finetune", Map.of("seconds", 2.5))
        .with("pretrain", Map.of("seconds", 3.5)).endedAt(START).write(file());
    assertEquals("{\"finetune\":{\"seconds\":2.5},\"pretrain\":{\"seconds\":3.5}}",
        written().at("/0/stages").toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "/home/someone/runs | <path>",
      "data.dir=/data/some one/cifar | data.dir=<path>",
      "--out=C:\\Users\\someone | --out=<path>",
      "~/runs | <path>",
      "dirs=[\"/a/b\", \"/c\"] | dirs=[\"<path>\", \"<path>\"]",
      "conf/quickstart.conf | conf/quickstart.conf",
      "pretrain.epochs=1 | pretrain.epochs=1",
      "a.b=1/2 | a.b=1/2"})
  void absolutePathsAreReplaced(String argument, String expected) {
    assertEquals(List.of(expected), record(START, argument).commandLine());
  }

  @Test
  void otherFilesAreNotOverwritten() throws IOException {
    Files.writeString(file(), "{}");
    assertThrows(IOException.class, () -> record(START, "run").write(file()));
    Files.writeString(file(), "[{");
    assertThrows(IOException.class, () -> record(START, "run").write(file()));
    assertEquals("[{", Files.readString(file()));
  }

  @Test
  void theCpuModelIsTheFirstOne() throws IOException {
    Path cpuinfo = directory.resolve("cpuinfo");
    assertEquals(Optional.empty(), Machine.cpuModel(cpuinfo));
    Files.writeString(cpuinfo, "processor\t: 0\nmodel\t\t: 17\nmodel name\t: A: B 3000\n\nmodel name\t: C\n");
    assertEquals(Optional.of("A: B 3000"), Machine.cpuModel(cpuinfo));
    Files.writeString(cpuinfo, "processor\t: 0\n");
    assertEquals(Optional.empty(), Machine.cpuModel(cpuinfo));
  }

  @Test
  void onlyRelevantCpuFeaturesAreRecorded() throws IOException {
    Path cpuinfo = Files.writeString(directory.resolve("cpuinfo"),
        "flags\t\t: fpu sse avx f16c avx2 avx512f avx512cd fma\n\nflags\t\t: sse\n");
    assertEquals(List.of("avx", "avx2", "avx512f", "fma"), Machine.cpuFeatures(cpuinfo));
    Files.writeString(cpuinfo, "Features\t: fp asimd sve\n");
    assertEquals(List.of("asimd", "sve"), Machine.cpuFeatures(cpuinfo));
    assertEquals(List.of(), Machine.cpuFeatures(directory.resolve("none")));
  }

  @Test
  void onlyTheNumbersOfTheKernelVersionAreRecorded() {
    assertEquals("6.1.0", Machine.release("6.1.0-13-somewhere"));
    assertEquals("14.4", Machine.release("14.4"));
  }

  @Test
  void recordsAreReadAsTextByDottedKey() throws IOException {
    assertEquals(List.of(), ProvenanceFile.read(file()));
    record(START, "run", "a.conf").with("pretrain", Map.of("seconds", 1.5)).write(file());
    RecordedCommand command = ProvenanceFile.read(file()).get(0);
    assertEquals(Optional.of(START.truncatedTo(ChronoUnit.SECONDS)), command.started());
    assertTrue(command.ran("pretrain"));
    Map<String, String> read = command.values();
    assertEquals("2026-01-02T03:04:05Z", read.get("started"));
    assertEquals("run a.conf", read.get("commandLine"));
    assertEquals("-5", read.get("seeds.masks"));
    assertEquals("1.5", read.get("stages.pretrain.seconds"));
  }
}
