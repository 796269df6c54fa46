package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mae4j.base.DurableFile;

/**
 * The origin of the results of a command: all that is needed to reproduce them. It contains no personal data: absolute
 * paths in the command line are replaced, and the names of host and user are not recorded.
 *
 * @param started start of the command
 * @param ended end of the command; empty while it runs and after a failure
 * @param commandLine arguments; absolute paths are replaced by {@code <path>}
 * @param code version of mae4j
 * @param java version, vendor and virtual machine
 * @param machine hardware and operating system
 * @param engine ND4J and its libraries
 * @param plugins jars of the user whose extensions were available
 * @param threads number of training threads
 * @param seeds seeds by their use
 * @param dataDigests SHA-256 digests by the name of the split
 * @param imageCounts numbers of images by the name of the split
 * @param imported file of another program that the command imported; empty for other commands
 * @param stages durations and speeds by stage and figure; they differ between repetitions, unlike the results
 * @param device name of the GPU that computed the plans; empty for the CPU
 */
public record Provenance(
    Instant started,
    Optional<Instant> ended,
    List<String> commandLine,
    String code,
    String java,
    Machine machine,
    Nd4jEnvironment engine,
    List<RecordedPlugin> plugins,
    int threads,
    Map<String, Long> seeds,
    Map<String, String> dataDigests,
    Map<String, Integer> imageCounts,
    Optional<ImportedFile> imported,
    Map<String, Map<String, Double>> stages,
    Optional<String> device) {

  private static final JsonMapper MAPPER = new JsonMapper();
  /**
   * A path that starts at the root, a drive or a home directory, and ends where a HOCON list continues. Spaces belong to
   * the path, because the shell has already split the arguments.
   */
  private static final Pattern ABSOLUTE_PATH =
      Pattern.compile("(?<![^=:,\"'\\[\\s])(?:/|\\\\\\\\|~|[A-Za-z]:[\\\\/])[^,\"'\\]]*");

  public Provenance {
    started = started.truncatedTo(ChronoUnit.SECONDS);
    ended = ended.map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    commandLine = commandLine.stream().map(arg -> ABSOLUTE_PATH.matcher(arg).replaceAll("<path>")).toList();
    seeds = new TreeMap<>(seeds);
    dataDigests = new TreeMap<>(dataDigests);
    imageCounts = new TreeMap<>(imageCounts);
    stages = new TreeMap<>(stages);
    stages.replaceAll((stage, figures) -> new TreeMap<>(figures));
  }

  /** Returns the provenance of the current command. Loads ND4J. */
  public static Provenance of(Instant started, List<String> commandLine, int threads, Map<String, Long> seeds,
      Map<String, String> dataDigests, Map<String, Integer> imageCounts) {
    return new Provenance(started, Optional.empty(), commandLine, CodeVersion.current(), JavaRuntime.describe(),
        Machine.current(), Nd4jEnvironment.current(), RecordedPlugin.loaded(), threads, seeds, dataDigests, imageCounts,
        Optional.empty(), Map.of(), Optional.empty());
  }

  /** Returns a copy with the name of the GPU that computes. */
  public Provenance on(Optional<String> name) {
    return new Provenance(started, ended, commandLine, code, java, machine, engine, plugins, threads, seeds,
        dataDigests, imageCounts, imported, stages, name);
  }

  /** Returns a copy with the file that the command imported. */
  public Provenance importing(ImportedFile file) {
    return new Provenance(started, ended, commandLine, code, java, machine, engine, plugins, threads, seeds,
        dataDigests, imageCounts, Optional.of(file), stages, device);
  }

  /** Returns a copy with the end of the command. */
  public Provenance endedAt(Instant end) {
    return new Provenance(started, Optional.of(end), commandLine, code, java, machine, engine, plugins, threads, seeds,
        dataDigests, imageCounts, imported, stages, device);
  }

  /** Returns a copy with durations and speeds of a stage. */
  public Provenance with(String stage, Map<String, Double> figures) {
    Map<String, Map<String, Double>> all = new TreeMap<>(stages);
    all.put(stage, figures);
    return new Provenance(started, ended, commandLine, code, java, machine, engine, plugins, threads, seeds,
        dataDigests, imageCounts, imported, all, device);
  }

  /**
   * Writes this record to a provenance file, which has one record per command that worked on a run. A record with the
   * same start is replaced.
   *
   * @throws IOException naming the file, if it cannot be written or is not a provenance file
   */
  public void write(Path file) throws IOException {
    ArrayNode records = MAPPER.createArrayNode();
    ProvenanceFile.records(file).forEach(records::add);
    ObjectNode own = toJson();
    int last = records.size() - 1;
    if (records.path(last).path("started").equals(own.get("started"))) {
      records.remove(last);
    }
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(records.add(own)));
  }

  private ObjectNode toJson() {
    ObjectNode json = MAPPER.createObjectNode().put("started", started.toString());
    ended.ifPresent(end -> json.put("ended", end.toString()));
    json.set("commandLine", MAPPER.valueToTree(commandLine));
    json.put("code", code).put("java", java).put("os", machine.os());
    machine.cpu().ifPresent(cpu -> json.put("cpu", cpu));
    json.set("cpuFeatures", MAPPER.valueToTree(machine.features()));
    json.put("processors", machine.processors()).put("memoryBytes", machine.memoryBytes())
        .put("heapBytes", machine.heapBytes());
    device.ifPresent(name -> json.put("gpu", name));
    json.set("engine", engine.toJson(MAPPER.createObjectNode()));
    if (!plugins.isEmpty()) {
      ObjectNode jars = json.putObject("plugins");
      plugins.forEach(plugin -> plugin.addTo(jars));
    }
    json.put("threads", threads);
    json.set("seeds", MAPPER.valueToTree(seeds));
    json.set("dataDigests", MAPPER.valueToTree(dataDigests));
    json.set("imageCounts", MAPPER.valueToTree(imageCounts));
    imported.ifPresent(file -> json.putObject("imported").put("file", file.name()).put("sha256", file.sha256()));
    json.set("stages", MAPPER.valueToTree(stages));
    return json;
  }
}
