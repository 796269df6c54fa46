package org.mae4j.sweep.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.stage.ClassifierStage;
import org.mae4j.experiment.stage.EvaluateStage;
import org.mae4j.experiment.stage.PretrainStage;
import org.mae4j.experiment.stage.ProbeStage;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.base.Direction;

/** The figures on validation that stages put into {@code results.json}. */
public final class Objectives {
  private static final List<String> CLASSIFIERS =
      List.of("pixelProbe", "randomProbe", "linearProbe", "knn", "finetune", "scratch");
  private static final List<String> ERRORS = List.of("maskedMse", "mse", "pastedMse");
  private static final List<String> DECIBELS = List.of("psnr", "pastedPsnr");

  private Objectives() {}

  /** Those of an experiment, and which way they are better. */
  public static SortedMap<String, Direction> of(ExperimentConfig config) {
    SortedMap<String, Direction> all = new TreeMap<>();
    for (String classifier : CLASSIFIERS) {
      all.put(classifier + ".val.accuracy", Direction.MAXIMIZE);
      all.put(classifier + ".val.macroF1", Direction.MAXIMIZE);
    }
    List<String> channels = config.data().image().channels() == 1 ? List.of("grey") : List.of("red", "green", "blue");
    Stream.concat(Stream.of("pretrain.val."), channels.stream().map(name -> "pretrain.val.channels." + name + "."))
        .forEach(group -> {
          ERRORS.forEach(name -> all.put(group + name, Direction.MINIMIZE));
          DECIBELS.forEach(name -> all.put(group + name, Direction.MAXIMIZE));
        });
    if (config.model().normalizeTargets()) {
      all.put("pretrain.val.normalisedMaskedMse", Direction.MINIMIZE);
    }
    return all;
  }

  /** Pre-training, and the stage that produces {@code objective}. */
  public static List<Stage> stages(String objective) {
    Stage last = switch (objective.substring(0, objective.indexOf('.'))) {
      case "pretrain" -> new EvaluateStage();
      case "finetune" -> new ClassifierStage(ClassifierStage.Start.FINETUNE);
      case "scratch" -> new ClassifierStage(ClassifierStage.Start.SCRATCH);
      default -> new ProbeStage();
    };
    return List.of(new PretrainStage(), last);
  }

  /** Whether the stages on the way to {@code objective} read the experiment's {@code key}. */
  public static boolean dependsOn(String objective, String key) {
    Stage last = stages(objective).get(1);
    return switch (key.substring(0, Math.max(0, key.indexOf('.')))) {
      case "finetune" -> last instanceof ClassifierStage;
      case "probe" -> last instanceof ProbeStage;
      case "figures" -> false;
      default -> true;
    };
  }
}
