package org.mae4j.record.provenance;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command that worked on a run, as the provenance of the run records it. Commands of older versions lack some values.
 *
 * @param values texts by dotted key, in the order of the file
 */
public record RecordedCommand(Map<String, String> values) {
  public RecordedCommand {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the text of a key. */
  public Optional<String> text(ProvenanceKey key) {
    return Optional.ofNullable(values.get(key.path()));
  }

  /**
   * Returns the start of the command.
   *
   * @throws java.time.DateTimeException if the record is damaged
   */
  public Optional<Instant> started() {
    return text(ProvenanceKey.STARTED).map(Instant::parse);
  }

  /**
   * Returns the end of the command; empty if it was interrupted, failed or still runs.
   *
   * @throws java.time.DateTimeException if the record is damaged
   */
  public Optional<Instant> ended() {
    return text(ProvenanceKey.ENDED).map(Instant::parse);
  }

  /** Returns whether the command completed a stage. */
  public boolean ran(String stage) {
    return stages(StageTime.SECONDS).containsKey(stage);
  }

  /** Returns a time of the stages that the command completed, by the key of the stage. */
  SortedMap<String, Double> stages(StageTime time) {
    SortedMap<String, Double> stages = new TreeMap<>();
    each(ProvenanceKey.STAGES, time.key()).forEach((stage, value) -> stages.put(stage, Double.valueOf(value)));
    return stages;
  }

  /** Returns the value of {@code property} in each object of a group, by the name of the object. */
  SortedMap<String, String> each(ProvenanceKey group, String property) {
    String end = "." + property;
    SortedMap<String, String> properties = new TreeMap<>();
    group(group).forEach((key, value) -> {
      if (key.endsWith(end)) {
        properties.put(key.substring(0, key.length() - end.length()), value);
      }
    });
    return properties;
  }

  /** Returns the SHA-256 of the images by the name of each split; empty if the command recorded none. */
  public SortedMap<String, String> digests() {
    return group(ProvenanceKey.DATA_DIGESTS);
  }

  /** Returns the numbers of images by the name of each split; empty if the command recorded none. */
  public SortedMap<String, Integer> imageCounts() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    group(ProvenanceKey.IMAGE_COUNTS).forEach((split, count) -> counts.put(split, Integer.valueOf(count)));
    return counts;
  }

  private SortedMap<String, String> group(ProvenanceKey name) {
    String prefix = name.path() + ".";
    SortedMap<String, String> group = new TreeMap<>();
    values.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        group.put(key.substring(prefix.length()), value);
      }
    });
    return group;
  }

  /** Returns the name of the GPU of {@code --gpu}; empty if the command did not use it. */
  public Optional<String> gpu() {
    return text(ProvenanceKey.GPU);
  }

  /** Returns whether the command imported the model from another program. */
  public boolean isImport() {
    return text(ProvenanceKey.IMPORTED_FILE).isPresent();
  }

  /** Returns the last of {@code commands} that completed a stage; empty if none did. */
  public static Optional<RecordedCommand> lastThatRan(List<RecordedCommand> commands, String stage) {
    return commands.stream().filter(command -> command.ran(stage)).reduce((before, after) -> after);
  }
}
