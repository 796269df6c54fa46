package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.JsonFile;

/** Reads and ends provenance files: JSON arrays with one record per command that worked on a run. */
public final class ProvenanceFile {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ProvenanceFile() {}

  /**
   * Returns the commands in their order; none if the file is absent.
   *
   * @throws IOException naming the file, if it is not a JSON array
   */
  public static List<RecordedCommand> read(Path file) throws IOException {
    List<RecordedCommand> commands = new ArrayList<>();
    for (JsonNode node : records(file)) {
      Map<String, String> texts = new LinkedHashMap<>();
      flatten("", node, texts);
      commands.add(new RecordedCommand(texts));
    }
    return commands;
  }

  /** Returns the last command, as {@link #read} does; empty if there is none. */
  public static Optional<RecordedCommand> last(Path file) throws IOException {
    return read(file).stream().reduce((before, after) -> after);
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

  /**
   * Returns a time of each stage by the name of the stage. Of a repeated stage the last value counts.
   *
   * @param commands commands of {@link #read}
   * @param time kind of time; stages that did not record it are left out
   */
  public static Map<String, Double> stages(List<RecordedCommand> commands, StageTime time) {
    Map<String, Double> values = new LinkedHashMap<>();
    commands.forEach(command -> values.putAll(command.stages(time)));
    return values;
  }

  /**
   * Adds the end of the last command, which was interrupted before it recorded it.
   *
   * @throws IOException naming the file, if it cannot be written or has no command
   */
  public static void end(Path file, Instant end) throws IOException {
    ArrayNode records = MAPPER.createArrayNode();
    records(file).forEach(records::add);
    if (!(records.path(records.size() - 1) instanceof ObjectNode last)) {
      throw new IOException(file + ": has no command");
    }
    String start = ProvenanceKey.STARTED.path();
    ObjectNode ended = MAPPER.createObjectNode();
    ended.set(start, last.path(start));
    ProvenanceKey.ENDED.put(ended, end.truncatedTo(ChronoUnit.SECONDS).toString());
    ended.setAll(last);
    records.set(records.size() - 1, ended);
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(records));
  }

  /** Returns the array of records; an empty array if the file is absent. */
  static JsonNode records(Path file) throws IOException {
    JsonNode content =
        JsonFile.<JsonNode>read(file, "valid JSON", MAPPER::readTree).orElseGet(MAPPER::createArrayNode);
    if (content.isArray()) {
      return content;
    }
    throw new IOException(file + ": expected a JSON array of provenance records");
  }
}
