package org.mae4j.sweep.objective;

import com.typesafe.config.ConfigList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.base.EnumNames;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.key.NearestKey;
import org.mae4j.config.load.ConfigText;
import org.mae4j.experiment.stage.LabelNeeds;

/**
 * Checks the objectives in the file of a sweep.
 *
 * @param text of the file, which receives the problems
 */
public record ObjectiveChecks(ConfigText text, ExperimentConfig experiment) {
  private static final String ONE = "sweep.objective";
  private static final String DIRECTION = "sweep.direction";
  private static final String SEVERAL = "sweep.objectives";

  /** Reports the problems of {@code objectives}; the first one must be a validation metric. */
  public void require(List<SweepObjective> objectives) {
    if (isListed()) {
      Stream.of(ONE, DIRECTION).filter(text::isWritten).forEach(key -> text.problem(key,
          "cannot be set together with " + SEVERAL + ", whose first entry takes its place; remove one of the two"));
    }
    SortedMap<String, Direction> known = Objectives.of(experiment);
    Set<String> named = new HashSet<>();
    for (SweepObjective objective : objectives) {
      require(objective, known);
      if (!named.add(objective.key())) {
        problem(objective, "is named twice");
      }
      Stream.of(TrialCost.values()).forEach(cost -> known.put(cost.key(), Direction.MINIMIZE)); // not as the first
    }
  }

  private boolean isListed() {
    return ConfigTree.find(text.merged(), SEVERAL)
        .filter(value -> value instanceof ConfigList list && !list.isEmpty()).isPresent();
  }

  /** @param known objectives that there are, and their directions */
  private void require(SweepObjective objective, SortedMap<String, Direction> known) {
    String key = objective.key();
    if (key.contains(".test.")) {
      problem(objective, "must be a validation metric, such as '"
          + NearestKey.of(key.replace(".test.", ".val."), known.keySet())
          + "'; test metrics must not select a model");
    } else if (TrialCost.find(key).isPresent() && !known.containsKey(key)) {
      problem(objective, "cannot be the first objective; begin " + SEVERAL + " with a validation metric, such as '"
          + known.firstKey() + "'");
    } else if (!known.containsKey(key)) {
      problem(objective, (Objectives.isReported(experiment, key) ? "is a metric that a sweep cannot search for"
          : "is not a validation metric of this experiment") + ", did you mean '"
          + NearestKey.of(key, known.keySet()) + "'?");
    } else if (known.get(key) != objective.direction()) {
      text.problem(isListed() ? SEVERAL : DIRECTION, (isListed() ? "direction " : "") + "must be "
          + EnumNames.of(known.get(key)) + " for " + key);
    } else {
      requireLabels(objective);
    }
  }

  private void requireLabels(SweepObjective objective) {
    try {
      LabelNeeds.require(experiment, Objectives.stages(List.of(objective)));
    } catch (UserException e) {
      problem(objective, "cannot be computed: " + e.getMessage());
    }
  }

  private void problem(SweepObjective objective, String message) {
    text.problem(isListed() ? SEVERAL : ONE, (isListed() ? objective.key() + " " : "") + message);
  }
}
