package org.mae4j.plot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.plot.CurvePlot.Curve;
import org.mae4j.plot.CurvePlot.HorizontalAxis;

/** The charts of the metrics of a run. */
public final class TrainingCurves {
  /** The charts by the name of their PNG file. */
  public static final Map<String, CurvePlot> BY_FILE = plots();

  private TrainingCurves() {}

  private static Map<String, CurvePlot> plots() {
    Map<String, CurvePlot> plots = new LinkedHashMap<>();
    plots.put("curves-pretrain.png", new CurvePlot("Pre-training", HorizontalAxis.EPOCH,
        "loss: masked MSE in the model's units", true,
        List.of(new Curve("pretrain.train.epochLoss", "training"), new Curve("pretrain.val.loss", "validation"))));
    plots.put("curves-classifier-loss.png", new CurvePlot("Classifiers on training images", HorizontalAxis.EPOCH,
        "cross-entropy in nats", false,
        List.of(new Curve("finetune.train.epochLoss", "fine-tuned"),
            new Curve("scratch.train.epochLoss", "from scratch"))));
    plots.put("curves-classifier-accuracy.png", new CurvePlot("Classifiers on validation images", HorizontalAxis.EPOCH,
        "accuracy", false,
        List.of(new Curve("finetune.val.accuracy", "fine-tuned"), new Curve("scratch.val.accuracy", "from scratch"))));
    plots.put("curves-learning-rate.png", new CurvePlot("Learning rate", HorizontalAxis.EPOCH, "learning rate", false,
        List.of(new Curve("pretrain.learningRate", "pre-training"),
            new Curve("finetune.learningRate", "fine-tuning"), new Curve("scratch.learningRate", "from scratch"))));
    return Collections.unmodifiableMap(plots);
  }
}
