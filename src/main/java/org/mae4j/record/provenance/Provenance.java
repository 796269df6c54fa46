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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.base.file.DurableFile;

/**
 * The origin of the results of a command: all that is needed to reproduce them. It contains no personal data: of
 * absolute paths in the command line only the last part is recorded, and the names of host and user are not recorded.
 *
 * @param started start of the command
 * @param ended end of the command; empty while it runs and after a failure
 * @param commandLine arguments; of absolute paths only the last part, as in {@code …/small.conf}
 * @param environment program and machine
 * @param inputs seeds and images
 * @param imported file of another program that the command imported; empty for other commands
 * @param stages durations and speeds by stage
 */
public record Provenance(Instant started, Optional<Instant> ended, List<String> commandLine, RunEnvironment environment,
    RecordedInputs inputs, Optional<ImportedFile> imported, Map<String, Map<StageTime, Double>> stages) {

  private static final JsonMapper MAPPER = new JsonMapper();
  /**
   * A path that starts at the root, a drive or a home directory, and ends where a HOCON list continues. Spaces belong to
   * the path, because the shell has already split the arguments.
   */
  private static final Pattern ABSOLUTE_PATH =
      Pattern.compile("(?<![^=:,\"'\\[\\s])(?:/|\\\\\\\\|~|[A-Za-z]:[\\\\/])[^,\"'\\]]*");

  private static final String HIDDEN = "…";
  private static final Pattern LAST_PART = Pattern.compile("[/\\\\]([^/\\\\]+)[/\\\\]*$");
  private static final Pattern HOME =
      Pattern.compile("(?i)(?:[A-Z]:)?[/\\\\](?:home|users)[/\\\\]+[^/\\\\]+[/\\\\]*");

  public Provenance {
    started = started.truncatedTo(ChronoUnit.SECONDS);
    ended = ended.map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    commandLine = commandLine.stream().map(Provenance::withoutFolders).toList();
    stages = new TreeMap<>(stages);
  }

  /** Creates the provenance of a command that starts. */
  public Provenance(Instant started, List<String> commandLine, RunEnvironment environment, RecordedInputs inputs) {
    this(started, Optional.empty(), commandLine, environment, inputs, Optional.empty(), Map.of());
  }

  private static String withoutFolders(String argument) {
    return ABSOLUTE_PATH.matcher(argument)
        .replaceAll(path -> Matcher.quoteReplacement(HIDDEN + lastPart(path.group())));
  }

  /** Returns the name of the file or the folder; empty for a home directory, whose name is that of the user. */
  private static String lastPart(String path) {
    Matcher parts = LAST_PART.matcher(path);
    boolean isHome =
        HOME.matcher(path).matches() || !parts.find() || parts.group(1).equals(System.getProperty("user.name"));
    return isHome ? "" : "/" + parts.group(1);
  }

  /** Returns a copy with the file that the command imported. */
  public Provenance importing(ImportedFile file) {
    return new Provenance(started, ended, commandLine, environment, inputs, Optional.of(file), stages);
  }

  /** Returns a copy with the end of the command. */
  public Provenance endedAt(Instant end) {
    return new Provenance(started, Optional.of(end), commandLine, environment, inputs, imported, stages);
  }

  /** Returns a copy with durations and speeds of a stage. */
  public Provenance with(String stage, Map<StageTime, Double> times) {
    Map<String, Map<StageTime, Double>> all = new TreeMap<>(stages);
    all.put(stage, times);
    return new Provenance(started, ended, commandLine, environment, inputs, imported, all);
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
    String start = ProvenanceKey.STARTED.path();
    if (records.path(last).path(start).equals(own.get(start))) {
      records.remove(last);
    }
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(records.add(own)));
  }

  private ObjectNode toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    ProvenanceKey.STARTED.put(json, started.toString());
    ended.ifPresent(end -> ProvenanceKey.ENDED.put(json, end.toString()));
    ProvenanceKey.COMMAND_LINE.put(json, commandLine);
    environment.addTo(json);
    inputs.addTo(json);
    imported.ifPresent(file -> file.addTo(json));
    Map<String, Map<String, Double>> times = new TreeMap<>();
    stages.forEach((stage, own) -> {
      Map<String, Double> byKey = times.computeIfAbsent(stage, name -> new TreeMap<>());
      own.forEach((time, value) -> byKey.put(time.key(), value));
    });
    ProvenanceKey.STAGES.put(json, times);
    return json;
  }
}
