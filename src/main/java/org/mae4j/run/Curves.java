package org.mae4j.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mae4j.report.CurvePlot;
import org.mae4j.report.CurvePlot.Axis;
import org.mae4j.report.CurvePlot.Curve;
import org.mae4j.report.MemoryPlot;
import org.mae4j.report.MetricsLog;
import org.mae4j.report.SystemLog;

/** The charts of a run's metrics and of its memory. */
final class Curves {
  private static final Map<String, CurvePlot> PLOTS = Map.of(
      "curves-pretrain.png", new CurvePlot("Pre-training", Axis.EPOCH, "loss: masked MSE in the model's units", true,
          List.of(new Curve("pretrain.train.epochLoss", "training"), new Curve("pretrain.val.loss", "validation"))),
      "curves-learning-rate.png", new CurvePlot("Learning rate", Axis.EPOCH, "learning rate", false,
          List.of(new Curve("pretrain.learningRate", "pre-training"),
              new Curve("finetune.learningRate", "fine-tuning"), new Curve("scratch.learningRate", "from scratch"))),
      "curves-classifier-loss.png", new CurvePlot("Classifiers on training images", Axis.EPOCH,
          "cross-entropy in nats", false,
          List.of(new Curve("finetune.train.epochLoss", "fine-tuned"),
              new Curve("scratch.train.epochLoss", "from scratch"))),
      "curves-classifier-accuracy.png", new CurvePlot("Classifiers on validation images", Axis.EPOCH, "accuracy",
          false, List.of(new Curve("finetune.val.accuracy", "fine-tuned"),
              new Curve("scratch.val.accuracy", "from scratch"))));

  private Curves() {}

  /** Draws those charts for which there are rows. */
  static void draw(RunDirectory directory) throws IOException {
    List<MetricsLog.Row> rows = MetricsLog.read(directory.metrics());
    for (Map.Entry<String, CurvePlot> plot : PLOTS.entrySet()) {
      Path file = directory.figures().resolve(plot.getKey());
      plot.getValue().write(rows, file);
    }
    MemoryPlot.write(SystemLog.read(directory.system()), directory.figures().resolve("memory.png"));
  }
}
