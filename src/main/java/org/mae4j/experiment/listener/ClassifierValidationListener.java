package org.mae4j.experiment.listener;

import java.util.Locale;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingListener;

/**
 * Measures, as a classifier trains, how well it classifies the validation images, and keeps the best parameters.
 *
 * @param stage first word of the names of its rows
 */
public record ClassifierValidationListener(Run run, String stage, Parameters parameters, Progress progress, BestEpoch best)
    implements TrainingListener {
  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    Scores scores = ClassifierEvaluation.score(parameters, run.config().model(), run.data().validation(),
        run.workers());
    String metric = stage + ".val.accuracy";
    run.metrics().append(steps, epoch, metric, scores.accuracy());
    String mark = best.offer(new ModelCheckpoint.Moment(steps, epoch, metric, scores.accuracy())) ? " (best)" : "";
    progress.say(String.format(Locale.ROOT, "epoch %d/%d: loss %.4f, validation accuracy %.2f %%%s", epoch,
        run.config().finetune().epochs(), meanLoss, 100 * scores.accuracy(), mark));
    run.measured(metric, epoch, scores.accuracy());
  }
}
