package org.mae4j.experiment.output;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.experiment.cost.TrainingCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.record.result.Results;

/** The operations of the trainings of a recorded run, finished or not, of any version of this program. */
public final class RecordedCosts {
  private RecordedCosts() {}

  /**
   * Returns the floating-point operations so far by the number of steps, as {@link TrainingCost#flopsBySteps} does, by the
   * name of the stage that trains. Empty if the run did not record its numbers of images.
   *
   * @param provenance records of the commands that worked on the run, as text by dotted key
   */
  public static Map<String, NavigableMap<Long, Double>> of(ExperimentConfig config, Results results,
      List<Map<String, String>> provenance) {
    Optional<TrainingData> data = data(config, results, provenance);
    Map<String, NavigableMap<Long, Double>> flops = new LinkedHashMap<>();
    Map<TrainingGroup, NavigableMap<Long, Double>> byGroup = new EnumMap<>(TrainingGroup.class);
    for (Evaluation stage : Evaluations.all()) {
      stage.training().ifPresent(group -> data.ifPresent(images -> flops.put(stage.name(),
          byGroup.computeIfAbsent(group, key -> TrainingCost.of(config, key, images).flopsBySteps()))));
    }
    return flops;
  }

  /** Without the number of classes, the classifier's layer of the network is not counted: less than a thousandth. */
  private static Optional<TrainingData> data(ExperimentConfig config, Results results,
      List<Map<String, String>> provenance) {
    int classes = results.texts("classNames").map(List::size)
        .or(() -> DataSize.expected(config.data()).map(DataSize::classes)).orElse(0);
    return provenance.stream().filter(command -> command.containsKey("imageCounts.train"))
        .reduce((before, after) -> after)
        .map(command -> {
          int train = Integer.parseInt(command.get("imageCounts.train"));
          int others = Integer.parseInt(command.getOrDefault("imageCounts.unlabeled", "0"));
          return new TrainingData(config.data().image(), train + others, train, classes);
        });
  }
}
