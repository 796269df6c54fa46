package org.mae4j.sweep.objective;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.stage.CheckedMetrics;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;

/** The metrics on validation images that a sweep can search for the best value of. */
public final class Objectives {
  private static final String VALIDATION = "val";

  private Objectives() {}

  /** Returns the objectives of an experiment, by key of {@code results.json}, and which values are better. */
  public static SortedMap<String, Direction> of(ExperimentConfig config) {
    SortedMap<String, Direction> objectives = new TreeMap<>();
    Stages.all().forEach(stage -> CheckedMetrics.of(stage, config).stream().filter(metric -> metric.objective())
        .forEach(metric -> objectives.put(metric.key(VALIDATION), metric.direction())));
    return objectives;
  }

  /** Returns whether {@code key} is that of a metric on validation images, which may be no objective. */
  static boolean isReported(ExperimentConfig config, String key) {
    return Stages.all().stream().flatMap(stage -> CheckedMetrics.of(stage, config).stream())
        .anyMatch(metric -> metric.key(VALIDATION).equals(key));
  }

  /**
   * Returns the stage that reports {@code objective}, after pre-training if it needs that.
   *
   * @throws UserException if no stage reports it
   */
  public static List<Stage> stages(String objective) {
    Stage stage = stage(objective);
    return Stream.concat(Stages.before(stage).stream(), Stream.of(stage)).toList();
  }

  /**
   * Returns the stages that report {@code objectives} and pre-training if one of them needs it, in the order in which
   * they run.
   *
   * @throws UserException if no stage reports one of them
   */
  public static List<Stage> stages(List<SweepObjective> objectives) {
    Set<Stage> reporting = metrics(objectives).flatMap(key -> stages(key).stream()).collect(Collectors.toSet());
    return Stages.all().stream().filter(reporting::contains).toList();
  }

  /** Returns the keys of the objectives that are validation metrics; stages know nothing of costs. */
  private static Stream<String> metrics(List<SweepObjective> objectives) {
    return objectives.stream().map(SweepObjective::key).filter(key -> TrialCost.find(key).isEmpty());
  }

  private static Stage stage(String objective) {
    return Stages.all().stream()
        .filter(stage -> stage.metrics().stream().anyMatch(metric -> metric.key(VALIDATION).equals(objective)))
        .findFirst().orElseThrow(() -> new UserException("no stage reports the objective " + objective
            + "; if a plugin does, add its jar with --plugins"));
  }

  /** Returns whether the stages that lead to one of {@code objectives} read the key {@code key} of the experiment. */
  public static boolean dependOn(List<SweepObjective> objectives, String key) {
    return metrics(objectives).anyMatch(objective -> dependsOn(objective, key));
  }

  /** Returns whether the stages that lead to {@code objective} read the key {@code key} of the experiment. */
  public static boolean dependsOn(String objective, String key) {
    List<Stage> readers = Stages.all().stream()
        .filter(stage -> stage.groups().stream().anyMatch(group -> key.startsWith(group + "."))).toList();
    return readers.isEmpty() || !Collections.disjoint(readers, stages(objective));
  }
}
