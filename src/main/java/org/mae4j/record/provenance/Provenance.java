package org.mae4j.record.provenance;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mae4j.base.DurableFile;

/**
 * What a command's figures came from, enough to get them again. Names nobody: absolute paths of the command line are
 * left out, and neither the host nor the user is asked for.
 *
 * @param started when the command began
 * @param ended when it came to its end; empty while it runs, and for good if it failed
 * @param commandLine arguments, absolute paths replaced by {@code <path>}
 * @param code version of this program
 * @param java version, vendor and virtual machine
 * @param machine hardware and operating system
 * @param engine ND4J
 * @param plugins jars of the user whose extensions were available
 * @param threads that trained
 * @param seeds by the use of each
 * @param dataDigests SHA-256 by the name of each split
 * @param stages how long the trainings of its stages took, by stage and figure: what differs each time a run is
 *     repeated, unlike the results
 */
public record Provenance(
    Instant started,
    Optional<Instant> ended,
    List<String> commandLine,
    String code,
    String java,
    Machine machine,
    Nd4jEngine engine,
    List<RecordedPlugin> plugins,
    int threads,
    Map<String, Long> seeds,
    Map<String, String> dataDigests,
    Map<String, Map<String, Double>> stages) {

  private static final JsonMapper MAPPER = new JsonMapper();
  /**
   * A path from the root, a drive or a home directory, up to what may follow a path in a list of HOCON. Blanks belong
   * to it: the shell has cut the arguments already.
   */
  private static final Pattern ABSOLUTE_PATH =
      Pattern.compile("(?<![^=:,\"'\\[\\s])(?:/|\\\\\\\\|~|[A-Za-z]:[\\\\/])[^,\"'\\]]*");

  public Provenance {
    started = started.truncatedTo(ChronoUnit.SECONDS);
    ended = ended.map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    commandLine = commandLine.stream().map(arg -> ABSOLUTE_PATH.matcher(arg).replaceAll("<path>")).toList();
    seeds = new TreeMap<>(seeds);
    dataDigests = new TreeMap<>(dataDigests);
    stages = new TreeMap<>(stages);
    stages.replaceAll((stage, figures) -> new TreeMap<>(figures));
  }

  /** The record of a command that began at {@code started} in this JVM. Loads ND4J, if nothing has. */
  public static Provenance of(Instant started, List<String> commandLine, int threads, Map<String, Long> seeds,
      Map<String, String> dataDigests) {
    return new Provenance(started, Optional.empty(), commandLine, CodeVersion.current(), JavaRuntime.describe(),
        Machine.current(), Nd4jEngine.current(), RecordedPlugin.loaded(), threads, seeds, dataDigests, Map.of());
  }

  /** This record, of a command that came to its end. */
  public Provenance endedAt(Instant end) {
    return new Provenance(started, Optional.of(end), commandLine, code, java, machine, engine, plugins, threads, seeds,
        dataDigests, stages);
  }

  /** This record, with figures of the time that {@code stage} took. */
  public Provenance with(String stage, Map<String, Double> figures) {
    Map<String, Map<String, Double>> all = new TreeMap<>(stages);
    all.put(stage, figures);
    return new Provenance(started, ended, commandLine, code, java, machine, engine, plugins, threads, seeds, dataDigests, all);
  }

  /**
   * Writes this record to {@code file}, a JSON array with one record for each command that worked on a run. What the
   * file held of this same command, known by its start, is replaced; records of other commands stay.
   *
   * @throws IOException if the file cannot be written, or cannot be read as such an array; the message names it
   */
  public void write(Path file) throws IOException {
    ArrayNode records = MAPPER.createArrayNode();
    existing(file).forEach(records::add);
    ObjectNode own = toJson();
    int last = records.size() - 1;
    if (records.path(last).path("started").equals(own.get("started"))) {
      records.remove(last);
    }
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(records.add(own)));
  }

  /**
   * What {@code file} holds of each command, in the order of their beginnings, as text by dotted key; none where the
   * file is absent.
   *
   * @throws IOException if the file cannot be read as an array; the message names it
   */
  public static List<Map<String, String>> read(Path file) throws IOException {
    List<Map<String, String>> records = new ArrayList<>();
    for (JsonNode node : existing(file)) {
      Map<String, String> texts = new LinkedHashMap<>();
      flatten("", node, texts);
      records.add(texts);
    }
    return records;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> texts) {
    node.properties().forEach(entry -> {
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        flatten(prefix + entry.getKey() + ".", value, texts);
      } else if (value.isArray()) {
        texts.put(prefix + entry.getKey(), StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText)
            .collect(Collectors.joining(" ")));
      } else {
        texts.put(prefix + entry.getKey(), value.asText());
      }
    });
  }

  private static JsonNode existing(Path file) throws IOException {
    if (!Files.exists(file)) {
      return MAPPER.createArrayNode();
    }
    try {
      JsonNode content = MAPPER.readTree(Files.readAllBytes(file));
      if (content.isArray()) {
        return content;
      }
    } catch (JacksonException e) {
      throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IOException(file + ": expected a JSON array");
  }

  private ObjectNode toJson() {
    ObjectNode json = MAPPER.createObjectNode().put("started", started.toString());
    ended.ifPresent(end -> json.put("ended", end.toString()));
    json.set("commandLine", MAPPER.valueToTree(commandLine));
    json.put("code", code).put("java", java).put("os", machine.os());
    machine.cpu().ifPresent(cpu -> json.put("cpu", cpu));
    json.put("processors", machine.processors()).put("memoryBytes", machine.memoryBytes())
        .put("heapBytes", machine.heapBytes());
    json.set("engine", engine.toJson(MAPPER.createObjectNode()));
    if (!plugins.isEmpty()) {
      ObjectNode jars = json.putObject("plugins");
      plugins.forEach(plugin -> plugin.addTo(jars));
    }
    json.put("threads", threads);
    json.set("seeds", MAPPER.valueToTree(seeds));
    json.set("dataDigests", MAPPER.valueToTree(dataDigests));
    json.set("stages", MAPPER.valueToTree(stages));
    return json;
  }
}
