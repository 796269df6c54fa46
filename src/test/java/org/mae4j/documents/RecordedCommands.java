package org.mae4j.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What follows from recorded commands: numbers of images, times of several stages, and the time of a sweep. */
final class RecordedCommands {
  /** Stages whose times documents add: both trainings, with the probes, with training from scratch, and all. */
  private static final List<String> SUMS =
      List.of("pretrain|finetune", "pretrain|finetune|probe", "pretrain|finetune|probe|scratch", ".*", "(?!scratch).*");

  private final RecordedValues values;
  /** Commands by the directory of the run, or of the trials of a sweep. */
  private final Map<Path, List<JsonNode>> commands = new HashMap<>();

  RecordedCommands(RecordedValues values) {
    this.values = values;
  }

  /** @param folder directory of the run, or of the trials of a sweep */
  void add(JsonNode provenance, Path folder) {
    provenance.findValues("imageCounts").forEach(counts -> {
      counts.forEach(count -> values.add(count.intValue(), Unit.IMAGES));
      values.add(counts.path("train").asInt() + counts.path("validation").asInt(), Unit.IMAGES);
    });
    addStages(provenance);
    List<JsonNode> all = new ArrayList<>();
    provenance.forEach(all::add);
    IntStream.range(0, all.size()).forEach(first -> addDuration(all.subList(first, all.size())));
    commands.computeIfAbsent(folder, none -> new ArrayList<>()).addAll(all);
  }

  private void addStages(JsonNode provenance) {
    for (Unit unit : List.of(Unit.SECONDS, Unit.CPU_SECONDS)) {
      String time = unit == Unit.SECONDS ? "seconds" : "cpuSeconds";
      Map<String, Double> stages = new HashMap<>();
      provenance.forEach(command -> command.path("stages").properties()
          .forEach(stage -> stages.put(stage.getKey(), stage.getValue().path(time).asDouble())));
      SUMS.forEach(sum -> values.add(stages.entrySet().stream().filter(stage -> stage.getKey().matches(sum))
          .mapToDouble(Map.Entry::getValue).sum(), unit));
    }
  }

  /** Adds the times of sweeps. Call it when all commands are added. */
  void addDurations() {
    commands.values().forEach(this::addDuration);
  }

  /** Adds the time from the first start to the last end of some commands. */
  private void addDuration(List<JsonNode> commands) {
    Instant start = commands.stream().map(command -> Instant.parse(command.path("started").asText()))
        .min(Comparator.naturalOrder()).orElseThrow();
    commands.stream().filter(command -> command.has("ended"))
        .map(command -> Instant.parse(command.path("ended").asText())).max(Comparator.naturalOrder())
        .ifPresent(end -> values.add(Duration.between(start, end).toSeconds(), Unit.SECONDS));
  }
}
