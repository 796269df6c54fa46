package org.mae4j.experiment.listener;

import java.util.Locale;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.train.TrainingListener;

/**
 * Measures the accuracy on the validation images after every epoch of a classifier, and keeps the best parameters.
 *
 * @param stage key of the stage that trains
 * @param evaluation of the parameters that are trained, or of their averages
 */
public record ClassifierValidationListener(Run run, String stage, ClassifierEvaluation evaluation, BestEpoch best,
    Progress progress) implements TrainingListener {
  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    Scores scores = evaluation.score(run.data().validation());
    String metric = stage + ".val.accuracy";
    String mark =
        best.offer(new ModelCheckpoint.ValidatedStep(steps, epoch, metric, scores.accuracy())) ? " (best)" : "";
    progress.say(String.format(Locale.ROOT, "epoch %d/%d: loss %.4f, validation accuracy %.2f %%%s", epoch,
        run.config().finetune().epochs(), meanLoss, 100 * scores.accuracy(), mark));
    run.record(new MetricsLog.MetricRow(steps, epoch, metric, scores.accuracy()));
  }
}
