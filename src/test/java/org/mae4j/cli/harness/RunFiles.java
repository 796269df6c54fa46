package org.mae4j.cli.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.record.tensorboard.EventFile;

/** The files of a run. */
public record RunFiles(Path path) {

  public boolean has(String file) {
    return Files.exists(path.resolve(file));
  }

  public boolean says(String file, String text) {
    return has(file) && read(file).contains(text);
  }

  public String read(String file) {
    try {
      return Files.readString(path.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines of a sweep's journal without times. */
  public List<String> journal() {
    return read("sweep.jsonl").lines().map(line -> line.replaceFirst("\"seconds\":[0-9.E-]+", "\"seconds\":0"))
        .toList();
  }

  /** Returns whether {@code metrics.csv} has a row of {@code stage} at {@code step} or later. */
  public boolean reached(String stage, long step) {
    return has("metrics.csv") && read("metrics.csv").lines().map(line -> line.split(",", -1))
        .anyMatch(cells -> cells.length == 4 && cells[2].startsWith(stage + ".train.loss")
            && Long.parseLong(cells[0]) >= step);
  }

  /** Returns the number of steps in the training checkpoint; 0 without a checkpoint. */
  public long step(String stage) {
    return Long.parseLong(state(stage).getOrDefault("step", "0"));
  }

  public Map<String, String> state(String stage) {
    Path file = path.resolve("checkpoints/" + stage + "-state.safetensors");
    if (!TensorFiles.exists(file)) {
      return Map.of();
    }
    try (TensorFile tensors = TensorFiles.openOrPrevious(file, warning -> {})) {
      return tensors.metadata();
    }
  }

  /** Returns the number of finished stages. */
  public int done() {
    return json("resume.json").get("done").asInt();
  }

  /** Returns the number of the epoch whose classifier the results are of. */
  public int bestEpoch(String stage) {
    return metric(stage + ".bestEpoch").asInt();
  }

  /** Returns a value of the results, or a missing node. @param key names of groups and of the value, with dots between */
  public JsonNode metric(String key) {
    return json("results.json").at("/" + key.replace('.', '/'));
  }

  public JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(path.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns digests of all files below the directory, and a mark for each directory. */
  public SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        digests.put(path.relativize(file).toString(),
            Files.isDirectory(file) ? "directory" : DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces these files by a copy of {@code other}. */
  public void copyOf(RunFiles other) {
    try {
      FileUtils.deleteDirectory(path.toFile());
      if (Files.exists(other.path())) {
        FileUtils.copyDirectory(other.path().toFile(), path.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Weights, metrics, layers, results, latents, where there are any, and figures are those of {@code other}, byte for
   * byte; events but for times.
   */
  public void assertSameAs(RunFiles other) throws IOException {
    assertEquals(other.read("metrics.csv"), read("metrics.csv"));
    assertEquals(other.read("layers.csv"), read("layers.csv"));
    assertEquals(other.read("results.json"), read("results.json"));
    assertEquals(other.has("latents.json"), has("latents.json"));
    if (has("latents.json")) {
      assertEquals(other.read("latents.json"), read("latents.json"));
    }
    assertEquals(other.repeatedEvents(), repeatedEvents());
    for (String folder : new String[] {"checkpoints", "figures"}) {
      assertEquals(other.names(folder), names(folder));
      for (String name : names(folder)) {
        assertArrayEquals(Files.readAllBytes(other.path().resolve(folder).resolve(name)),
            Files.readAllBytes(path.resolve(folder).resolve(name)), name);
      }
    }
  }

  /** All events of stages and results, which a run with the same settings has too, without their times. */
  private List<List<Object>> repeatedEvents() throws IOException {
    return EventFile.read(EventFile.in(path)).stream().filter(event -> !event.isOfTheMachine())
        .filter(event -> !event.tag().startsWith("_hparams_/") && !event.tag().equals("configuration"))
        .map(event -> List.of(event.tag(), event.step(), event.value())).toList();
  }

  /**
   * Apart from previous versions, which a run that was interrupted may have of another moment, and from the chart of
   * memory over time, which is of the machine.
   */
  private SortedSet<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(path.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".previous"))
          .filter(name -> !name.startsWith("memory.")).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
