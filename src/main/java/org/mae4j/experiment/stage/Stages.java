package org.mae4j.experiment.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.plot.curve.TrainedStage;
import org.mae4j.plot.curve.TrainedStage.Task;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.report.run.CostedMetric;
import org.mae4j.report.run.ReportedStages;

/** The registry of stages: the built-in ones in the order of {@code run}, and those of the user's jars. */
public final class Stages {
  public static final Stage PRETRAIN = new PretrainStage();
  public static final Stage EVALUATE = new EvaluateStage();
  public static final Stage RECONSTRUCT = new ReconstructStage();
  public static final Stage PROBE = new ProbeStage();
  public static final Stage FINETUNE = new ClassifierStage(ClassifierStage.Start.FINETUNE);
  public static final Stage SCRATCH = new ClassifierStage(ClassifierStage.Start.SCRATCH);

  private static final List<Stage> BUILT_IN = List.of(PRETRAIN, EVALUATE, RECONSTRUCT, PROBE, FINETUNE, SCRATCH);

  private Stages() {}

  /**
   * Returns all stages: the built-in ones in the order of {@code run}, then the user's by name.
   *
   * @throws UserException if an evaluation of the user has the name of a built-in stage, or returns null for a metric
   */
  public static List<Stage> all() {
    SortedMap<String, Evaluation> others = Extensions.of(Evaluation.class);
    BUILT_IN.stream().filter(stage -> others.containsKey(stage.name())).findFirst().ifPresent(stage -> {
      throw new UserException(
          "--plugins: the name '" + stage.name() + "' of an evaluation is taken by " + stage.title());
    });
    return Stream.concat(BUILT_IN.stream(), others.values().stream().map(CheckedMetrics::require)).toList();
  }

  /** Returns the stages of a complete run: the built-in ones, then the user's that {@code config} names. */
  public static List<Stage> of(ExperimentConfig config) {
    return Stream.concat(BUILT_IN.stream(), config.evaluations().settings().keySet().stream().map(Stages::get))
        .toList();
  }

  /** Returns the stage called {@code name}; empty if it is not built in and no plugin has it. */
  public static Optional<Stage> find(String name) {
    return all().stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /**
   * Returns the stage called {@code name}.
   *
   * @throws UserException if there is none, with the names that there are
   */
  public static Stage get(String name) {
    return find(name).orElseThrow(() -> new UserException("no stage or evaluation is called '" + name + "'; known: "
        + all().stream().map(Stage::name).collect(Collectors.joining(", ")) + "; --plugins adds those of a jar"));
  }

  /** Returns the count of images that the trainings of all stages have seen. */
  public static SeenImages seenImages(ExperimentConfig config) {
    Map<String, TrainingGroup> trainings = new HashMap<>();
    all().forEach(stage -> stage.training().ifPresent(group -> trainings.put(stage.name(), group)));
    return new SeenImages(config, trainings);
  }

  /** Returns the stages that train a network, as charts show them. */
  public static List<TrainedStage> trained() {
    return all().stream().filter(stage -> stage.training().isPresent())
        .map(stage -> new TrainedStage(stage.name(), stage.title(), task(stage))).toList();
  }

  private static Task task(Stage stage) {
    boolean classifies = stage.metrics().stream()
        .anyMatch(metric -> metric.group().key().equals(stage.name()) && metric.name().equals(ResultMetric.ACCURACY));
    return classifies ? Task.CLASSIFICATION : stage == PRETRAIN ? Task.RECONSTRUCTION : Task.OTHER;
  }

  /** Returns the accuracies of classifiers, but for mere controls, with the stages and trainings that they take. */
  public static List<CostedMetric> costed() {
    return all().stream().flatMap(stage -> stage.metrics().stream()
        .filter(metric -> metric.name().equals(ResultMetric.ACCURACY) && metric.compared())
        .filter(metric -> stage.training().isPresent() || !metric.group().controls().isEmpty())
        .map(metric -> new CostedMetric(metric, after(stage, stage.name()), after(stage, metric.group().key()))))
        .toList();
  }

  /** Returns pre-training if {@code stage} needs it. */
  public static Optional<Stage> before(Stage stage) {
    return Optional.of(PRETRAIN).filter(pretraining -> stage.needs().contains(Stage.Need.PRETRAINED));
  }

  /** Returns the name after that of pre-training, if the stage needs it. */
  private static List<String> after(Stage stage, String name) {
    return Stream.concat(before(stage).map(Stage::name).stream(), Stream.of(name)).toList();
  }

  /** Returns what reports know of all stages. */
  public static ReportedStages reported() {
    return new ReportedStages(metrics(), trained(), costed(), byGroup());
  }

  /** Returns the metrics of all stages in the order of tables: a control stands before what is compared with it. */
  public static List<ResultMetric> metrics() {
    Map<String, List<ResultMetric>> byGroup = all().stream().flatMap(stage -> stage.metrics().stream())
        .collect(Collectors.groupingBy(metric -> metric.group().key(), LinkedHashMap::new, Collectors.toList()));
    List<ResultMetric> ordered = new ArrayList<>();
    List.copyOf(byGroup.keySet()).forEach(group -> move(group, byGroup, ordered));
    return ordered;
  }

  /** Returns the key of the stage that reports each group of metrics, by the key of the group. */
  public static Map<String, String> byGroup() {
    Map<String, String> stages = new HashMap<>();
    all().forEach(stage -> stage.metrics().forEach(metric -> stages.put(metric.group().key(), stage.name())));
    return stages;
  }

  /** Returns the name in tables of the group of metrics called {@code key}; the key itself if there is none. */
  static String label(String key) {
    return metrics().stream().map(ResultMetric::group).filter(group -> group.key().equals(key))
        .map(ResultMetric.Group::label)
        .filter(label -> !label.isEmpty()).findFirst().orElse(key);
  }

  /** Moves the metrics of a group behind those of its controls, if they were not moved before. */
  private static void move(String group, Map<String, List<ResultMetric>> byGroup, List<ResultMetric> ordered) {
    // Removed first, so that groups of a plugin that are each other's control do not repeat forever.
    Optional.ofNullable(byGroup.remove(group)).ifPresent(metrics -> {
      metrics.get(0).group().controls().forEach(control -> move(control, byGroup, ordered));
      ordered.addAll(metrics);
    });
  }
}
