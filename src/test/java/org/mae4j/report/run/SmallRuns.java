package org.mae4j.report.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.plot.curve.CurveRows;
import org.mae4j.plot.curve.CurveRows.CostPositions;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Latents;
import org.mae4j.record.result.Results;

/** Recorded runs for the tests of pages. */
public final class SmallRuns {
  /** Text that is a script if it is not escaped. */
  public static final String EVIL = "<script>alert('\"&')</script>";
  public static final CurveRows NO_METRICS = new CurveRows(List.of(), CostPositions.UNKNOWN);

  private SmallRuns() {}

  /** Two classifiers, each with a confusion matrix. */
  public static Results results() {
    return Results.empty().put("classNames", List.of(EVIL, "cat")).put("pretrain.test.maskedMse", 0.0125)
        .put("finetune.test.accuracy", 0.75).put("finetune.test.confusion", new int[][] {{3, 1}, {0, 0}})
        .put("knn.test.accuracy", 0.5).put("knn.test.confusion", new int[][] {{1, 3}, {0, 0}});
  }

  /** Losses that are proportional to {@code factor}. */
  public static CurveRows metrics(double factor) {
    return new CurveRows(List.of(new MetricsLog.MetricRow(10, 1, "pretrain.train.epochLoss", 0.5 * factor),
        new MetricsLog.MetricRow(20, 2, "pretrain.train.epochLoss", 0.25 * factor),
        new MetricsLog.MetricRow(20, 2, "pretrain.val.loss", 0.125 * factor)),
        CostPositions.UNKNOWN);
  }

  /** A run that has everything that a page shows. */
  public static RecordedRun whole(String name) {
    Latents latents = new Latents(List.of(0.5, 0.25),
        List.of(new Latents.ProjectedImage(7, 0, -1, 2), new Latents.ProjectedImage(9, 1, 3, 4)),
        List.of(new Latents.Query(7, 0,
            List.of(new Latents.RecordedNeighbor(3, 0, 0.9f), new Latents.RecordedNeighbor(4, 1, 0.8f)))));
    byte[] png = {1, 2, 3};
    return new RecordedRun(name, SmallExperiment.config(), results(), metrics(1),
        List.of(new RecordedRun.Sheet(EVIL, png)),
        Optional.of(png), Optional.of(new RecordedRun.LatentImages(latents, List.of(List.of(png, png, png)))),
        List.of(new RecordedCommand(Map.of("started", "2026-01-02T03:04:05Z", "commandLine", "run " + EVIL))));
  }

  /** A run without classifiers and pictures. */
  public static RecordedRun pretrainedOnly(String name, double factor, String... overrides) {
    return new RecordedRun(name, SmallExperiment.config(overrides), Results.empty(), metrics(factor), List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
