package org.mae4j.plot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.plot.CurvePlot.Axis;
import org.mae4j.plot.CurvePlot.Curve;

/** The charts of a run's metrics. */
public final class TrainingCurves {
  /** By the name of the file that each is drawn to. */
  public static final Map<String, CurvePlot> BY_FILE = plots();

  private TrainingCurves() {}

  private static Map<String, CurvePlot> plots() {
    Map<String, CurvePlot> plots = new LinkedHashMap<>();
    plots.put("curves-pretrain.png", new CurvePlot("Pre-training", Axis.EPOCH,
        "loss: masked MSE in the model's units", true,
        List.of(new Curve("pretrain.train.epochLoss", "training"), new Curve("pretrain.val.loss", "validation"))));
    plots.put("curves-classifier-loss.png", new CurvePlot("Classifiers on training images", Axis.EPOCH,
        "cross-entropy in nats", false,
        List.of(new Curve("finetune.train.epochLoss", "fine-tuned"),
            new Curve("scratch.train.epochLoss", "from scratch"))));
    plots.put("curves-classifier-accuracy.png", new CurvePlot("Classifiers on validation images", Axis.EPOCH,
        "accuracy", false,
        List.of(new Curve("finetune.val.accuracy", "fine-tuned"), new Curve("scratch.val.accuracy", "from scratch"))));
    plots.put("curves-learning-rate.png", new CurvePlot("Learning rate", Axis.EPOCH, "learning rate", false,
        List.of(new Curve("pretrain.learningRate", "pre-training"),
            new Curve("finetune.learningRate", "fine-tuning"), new Curve("scratch.learningRate", "from scratch"))));
    return Collections.unmodifiableMap(plots);
  }
}
