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
  private static final String STAGES = "stages.";

  public RecordedCommand {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the text of a dotted key, such as {@code engine.nd4j}. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * Returns the start of the command.
   *
   * @throws java.time.DateTimeException if the record is damaged
   */
  public Optional<Instant> started() {
    return text("started").map(Instant::parse);
  }

  /**
   * Returns the end of the command; empty if it was interrupted, failed or still runs.
   *
   * @throws java.time.DateTimeException if the record is damaged
   */
  public Optional<Instant> ended() {
    return text("ended").map(Instant::parse);
  }

  /** Returns whether the command completed a stage. */
  public boolean ran(String stage) {
    return values.containsKey(STAGES + stage + ".seconds");
  }

  /** Returns a figure of the stages that the command completed, such as {@code seconds}, by the key of the stage. */
  Map<String, Double> stages(String figure) {
    String end = "." + figure;
    Map<String, Double> stages = new TreeMap<>();
    group(STAGES).forEach((key, value) -> {
      if (key.endsWith(end)) {
        stages.put(key.substring(0, key.length() - end.length()), Double.valueOf(value));
      }
    });
    return stages;
  }

  /** Returns the SHA-256 of the images by the name of each split; empty if the command recorded none. */
  public SortedMap<String, String> digests() {
    return group("dataDigests.");
  }

  /** Returns the numbers of images by the name of each split; empty if the command recorded none. */
  public SortedMap<String, Integer> imageCounts() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    group("imageCounts.").forEach((split, count) -> counts.put(split, Integer.valueOf(count)));
    return counts;
  }

  private SortedMap<String, String> group(String prefix) {
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
    return text("gpu");
  }

  /** Returns whether the command imported the model from another program. */
  public boolean isImport() {
    return values.containsKey("imported.file");
  }

  /** Returns the last of {@code commands} that completed a stage; empty if none did. */
  public static Optional<RecordedCommand> lastThatRan(List<RecordedCommand> commands, String stage) {
    return commands.stream().filter(command -> command.ran(stage)).reduce((before, after) -> after);
  }
}
