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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Nd4jEnvironment engine = new Nd4jEnvironment("1.0.0", "CPU", "OPENBLAS", OptionalInt.of(1), OptionalInt.empty(),
        "0.3", Optional.empty(), "00");
    return new Provenance(started, List.of(commandLine),
        new RunEnvironment("abc", "17", new Machine("Linux", Optional.empty(), List.of(), 2, 1L << 34, 1L << 31),
            Optional.empty(), engine, List.of(), 2),
        new RecordedInputs(Map.of("masks", -5L), Map.of("train", "00ff"), Map.of("train", 60)));
  }

  private JsonNode written() throws IOException {
    return new ObjectMapper().readTree(file().toFile());
  }

  @Test
  void theRecordOfThisProcessIsComplete() throws IOException {
    new Provenance(START, List.of("run", "conf/quickstart.conf"), RunEnvironment.current(2, Optional.empty()),
        new RecordedInputs(Map.of(), Map.of(), Map.of())).write(file());
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
  void everyVersionWritesTheSameBytes() throws IOException {
    Nd4jEnvironment engine = new Nd4jEnvironment("1.0.0", "CPU", "OPENBLAS", OptionalInt.of(1), OptionalInt.of(4),
        "0.3", Optional.of("Haswell"), "0a1b2c3d");
    RunEnvironment environment = new RunEnvironment("abc", "17, A, B",
        new Machine("Linux 6.1", Optional.of("A 1"), List.of("avx", "fma"), 2, 1L << 34, 1L << 31), Optional.of("H 1"),
        engine, List.of(new RecordedPlugin("own-1.0.jar", "00ff", List.of("masking=a", "decoder=b"))), 2);
    new Provenance(START, List.of("run", "a.conf"), environment,
        new RecordedInputs(Map.of("masks", -5L), Map.of("train", "00ff"), Map.of("train", 60, "test", 20)))
        .importing(new ImportedFile("vit.pth", "ff00")).with("pretrain", Map.of(StageTime.SECONDS, 1.5,
            StageTime.IMAGES_PER_SECOND, 2.0, StageTime.CPU_SECONDS, 3.25))
        .endedAt(START.plusSeconds(60)).write(file());
    assertEquals("""
        [ {
          "started" : "2026-01-02T03:04:05Z",
          "ended" : "2026-01-02T03:05:05Z",
          "commandLine" : [ "run", "a.conf" ],
          "code" : "abc",
          "java" : "17, A, B",
          "os" : "Linux 6.1",
          "cpu" : "A 1",
          "cpuFeatures" : [ "avx", "fma" ],
          "processors" : 2,
          "memoryBytes" : 17179869184,
          "heapBytes" : 2147483648,
          "gpu" : "H 1",
          "engine" : {
            "nd4j" : "1.0.0",
            "backend" : "CPU",
            "blas" : "OPENBLAS",
            "blasVersion" : "0.3",
            "coreType" : "Haswell",
            "arithmetic" : "0a1b2c3d",
            "blasThreads" : 1,
            "ompThreads" : 4
          },
          "plugins" : {
            "own-1.0.jar" : {
              "sha256" : "00ff",
              "extensions" : [ "masking=a", "decoder=b" ]
            }
          },
          "threads" : 2,
          "seeds" : {
            "masks" : -5
          },
          "dataDigests" : {
            "train" : "00ff"
          },
          "imageCounts" : {
            "test" : 20,
            "train" : 60
          },
          "imported" : {
            "file" : "vit.pth",
            "sha256" : "ff00"
          },
          "stages" : {
            "pretrain" : {
              "cpuSeconds" : 3.25,
              "imagesPerSecond" : 2.0,
              "seconds" : 1.5
            }
          }
        } ]""", Files.readString(file()));
    RecordedCommand read = ProvenanceFile.read(file()).get(0);
    assertEquals(Set.of(ProvenanceKey.PLUGINS, ProvenanceKey.SEEDS, ProvenanceKey.DATA_DIGESTS,
        ProvenanceKey.IMAGE_COUNTS, ProvenanceKey.STAGES),
        Stream.of(ProvenanceKey.values()).filter(key -> read.text(key).isEmpty()).collect(Collectors.toSet()),
        "objects of other keys");
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
    record(START, "run").with("pretrain", Map.of(StageTime.SECONDS, 1.5))
        .with("finetune", Map.of(StageTime.SECONDS, 2.5))
        .with("pretrain", Map.of(StageTime.SECONDS, 3.5)).endedAt(START).write(file());
    assertEquals("{\"finetune\":{\"seconds\":2.5},\"pretrain\":{\"seconds\":3.5}}",
        written().at("/0/stages").toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "/home/someone/runs | …/runs",
      "/home/someone | …",
      "/scratch/my runs/first/ | …/first",
      "data.dir=/data/some one/cifar | data.dir=…/cifar",
      "--out=C:\\Users\\someone | --out=…",
      "~/runs | …/runs",
      "~someone | …",
      "dirs=[\"/a/b\", \"/c\"] | dirs=[\"…/b\", \"…/c\"]",
      "conf/quickstart.conf | conf/quickstart.conf",
      "pretrain.epochs=1 | pretrain.epochs=1",
      "a.b=1/2 | a.b=1/2"})
  void absolutePathsLoseTheirFolders(String argument, String expected) {
    assertEquals(List.of(expected), record(START, argument).commandLine());
  }

  @Test
  void theNameOfTheUserIsNotRecorded() {
    assertEquals(List.of("…"), record(START, "/data/" + System.getProperty("user.name")).commandLine());
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
    record(START, "run", "a.conf").with("pretrain", Map.of(StageTime.SECONDS, 1.5)).write(file());
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
