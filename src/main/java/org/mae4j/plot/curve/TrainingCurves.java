package org.mae4j.plot.curve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.plot.curve.CurvePlot.Curve;
import org.mae4j.plot.curve.TrainedStage.Task;

/** The charts of the metrics of a run. Each stage has the same color in all of them. */
public final class TrainingCurves {
  /** Color of the validation loss, which the chart of pre-training shows beside that of a stage. */
  private static final int VALIDATION = 1;
  /** Color of the second stage: a solid line, so that the dashes of the third one can be seen where they coincide. */
  private static final int SECOND = 3;

  private final List<TrainedStage> stages;

  private TrainingCurves(List<TrainedStage> stages) {
    this.stages = stages;
  }

  /** Returns the charts by the name of their PNG file. @param stages stages that train, in order */
  public static Map<String, CurvePlot> byFile(List<TrainedStage> stages) {
    return new TrainingCurves(stages).byFile();
  }

  private Map<String, CurvePlot> byFile() {
    Map<String, CurvePlot> plots = new LinkedHashMap<>();
    plots.put("curves-pretrain.png", new CurvePlot("Pre-training", "loss (masked MSE)", true,
        reconstruction()));
    plots.put("curves-classifier-loss.png", new CurvePlot("Classifiers on training images",
        "loss (nats)", false, curves(stages(Task.CLASSIFICATION), ".train.epochLoss")));
    plots.put("curves-classifier-accuracy.png", new CurvePlot("Classifiers on validation images",
        "accuracy (share of the images)", false, curves(stages(Task.CLASSIFICATION), ".val.accuracy")));
    plots.put("curves-learning-rate.png", new CurvePlot("Learning rate", "learning rate (per step)", false,
        curves(stages, ".learningRate")));
    return Collections.unmodifiableMap(plots);
  }

  private List<Curve> reconstruction() {
    return stages(Task.RECONSTRUCTION).stream().flatMap(stage -> Stream.of(
        new Curve(stage.name() + ".train.epochLoss", "training", color(stage)),
        new Curve(stage.name() + ".val.loss", "validation", VALIDATION))).toList();
  }

  private List<TrainedStage> stages(Task task) {
    return stages.stream().filter(stage -> stage.task() == task).toList();
  }

  private List<Curve> curves(List<TrainedStage> shown, String metric) {
    return shown.stream().map(stage -> new Curve(stage.name() + metric, stage.title(), color(stage))).toList();
  }

  private int color(TrainedStage stage) {
    int index = stages.indexOf(stage);
    return index == 0 ? 0 : SECOND + index - 1;
  }
}
