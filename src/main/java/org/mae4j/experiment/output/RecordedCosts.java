package org.mae4j.experiment.output;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.experiment.cost.TrainingCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;

/** The operations of the trainings of a recorded run, finished or not, of any version of this program. */
public final class RecordedCosts {
  private static final String TRAIN = "train";
  private static final Predicate<Map<String, Integer>> COUNTED = counts -> counts.containsKey(TRAIN);

  /** A training. Those of several stages may be equal. */
  private record Training(TrainingGroup group, TrainingData data) {}

  private RecordedCosts() {}

  /**
   * Returns the floating-point operations so far by the number of steps, as {@link TrainingCost#flopsBySteps} does, by the
   * name of the stage that trains. Empty if the run did not record its numbers of images.
   *
   * @param commands commands that worked on the run, in their order
   */
  public static Map<String, NavigableMap<Long, Double>> of(ExperimentConfig config, Results results,
      List<RecordedCommand> commands) {
    Map<String, NavigableMap<Long, Double>> flops = new LinkedHashMap<>();
    Map<Training, NavigableMap<Long, Double>> known = new HashMap<>();
    for (Stage stage : Stages.all()) {
      stage.training().ifPresent(group -> images(commands, stage.name()).ifPresent(images -> flops.put(stage.name(),
          known.computeIfAbsent(new Training(group, data(config, images, classes(config, results, stage.name()))),
              training -> TrainingCost.of(config, group, training.data).flopsBySteps()))));
    }
    return flops;
  }

  /** Without the number of classes, the classifier's layer of the network is not counted: less than a thousandth. */
  private static int classes(ExperimentConfig config, Results results, String stage) {
    return results.classNames(stage).map(List::size)
        .or(() -> DataSize.expected(config.data()).map(DataSize::classes)).orElse(0);
  }

  /** Returns the image counts of the last command that completed a stage, or else of the last one that has any. */
  private static Optional<SortedMap<String, Integer>> images(List<RecordedCommand> commands, String stage) {
    return RecordedCommand.lastThatRan(commands, stage).map(RecordedCommand::imageCounts).filter(COUNTED)
        .or(() -> commands.stream().map(RecordedCommand::imageCounts).filter(COUNTED)
            .reduce((before, after) -> after));
  }

  private static TrainingData data(ExperimentConfig config, SortedMap<String, Integer> images, int classes) {
    int train = images.get(TRAIN);
    return new TrainingData(config.data().image(), train + images.getOrDefault("unlabeled", 0), train, classes);
  }
}
