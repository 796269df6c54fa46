package org.mae4j.report.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.mae4j.record.provenance.ProvenanceFile;

/**
 * The commands that worked on a run.
 *
 * @param records records of {@code provenance.json} in the order of the commands, as text by dotted key
 */
record CommandHistory(List<Map<String, String>> records) {
  /** Returns the arguments of the first command. */
  Optional<String> command() {
    return values("commandLine").findFirst();
  }

  /** Returns the start of the first command. */
  Optional<Instant> started() {
    return values("started").findFirst().map(Instant::parse);
  }

  /** Returns the total duration of the commands that ended; empty if none did. */
  Optional<Duration> duration() {
    return records.stream().filter(record -> record.containsKey("started") && record.containsKey("ended"))
        .map(record -> Duration.between(Instant.parse(record.get("started")), Instant.parse(record.get("ended"))))
        .reduce(Duration::plus);
  }

  /** Returns the number of images of a split; empty in old runs. */
  OptionalLong images(String split) {
    return values("imageCounts." + split).mapToLong(Long::parseLong).reduce((before, after) -> after);
  }

  /** Returns the seconds of each stage by its key. Of a repeated stage the last time counts. */
  Map<String, Double> stages() {
    return ProvenanceFile.stages(records, "seconds");
  }

  /** Returns the CPU seconds of each stage by its key, likewise; stages of older versions have none. */
  Map<String, Double> cpuSeconds() {
    return ProvenanceFile.stages(records, "cpuSeconds");
  }

  private Stream<String> values(String key) {
    return records.stream().flatMap(record -> Stream.ofNullable(record.get(key)));
  }
}
