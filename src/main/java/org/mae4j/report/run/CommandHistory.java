package org.mae4j.report.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.ProvenanceKey;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.provenance.StageTime;

/**
 * The commands that worked on a run.
 *
 * @param commands commands of {@code provenance.json} in their order
 */
record CommandHistory(List<RecordedCommand> commands) {
  /** Returns the arguments of the first command. */
  Optional<String> command() {
    return commands.stream().flatMap(command -> command.text(ProvenanceKey.COMMAND_LINE).stream()).findFirst();
  }

  /** Returns the start of the first command. */
  Optional<Instant> started() {
    return commands.stream().flatMap(command -> command.started().stream()).findFirst();
  }

  /** Returns the total duration of the commands that ended; empty if none did. */
  Optional<Duration> duration() {
    return commands.stream()
        .flatMap(command -> command.started()
            .flatMap(start -> command.ended().map(end -> Duration.between(start, end))).stream())
        .reduce(Duration::plus);
  }

  /** Returns the numbers of images of the first command that has them, by split; empty in old runs. */
  SortedMap<String, Integer> images() {
    return commands.stream().map(RecordedCommand::imageCounts).filter(counts -> !counts.isEmpty()).findFirst()
        .orElseGet(TreeMap::new);
  }

  /** Returns the seconds of each stage by its key. Of a repeated stage the last time counts. */
  Map<String, Double> stages() {
    return ProvenanceFile.stages(commands, StageTime.SECONDS);
  }

  /** Returns the CPU seconds of each stage by its key, likewise; stages of older versions have none. */
  Map<String, Double> cpuSeconds() {
    return ProvenanceFile.stages(commands, StageTime.CPU_SECONDS);
  }
}
