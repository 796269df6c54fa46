package org.mae4j.run;

import java.util.Locale;
import java.util.Map;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Scores;
import org.mae4j.model.Parameters;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/**
 * Measures, as a classifier trains, how well it classifies the validation images, and keeps the best parameters.
 *
 * @param stage first word of the names of its rows
 */
record HeldOutClassification(Run run, String stage, Parameters parameters, Progress progress, BestEpoch best)
    implements TrainingListener {
  @Override
  public void onEpoch(int epoch, StepReport last, double meanLoss) {
    Scores scores = ClassifierEvaluation.score(parameters, run.config().model(), run.data().validation(),
        run.threads());
    String metric = stage + ".val.accuracy";
    long step = last.step() + 1;
    run.metrics().append(step, epoch, Map.of(metric, scores.accuracy()));
    String mark = best.offer(new ModelCheckpoint.Moment(step, epoch, metric, scores.accuracy())) ? " (best)" : "";
    progress.say(String.format(Locale.ROOT, "epoch %d/%d: loss %.4f, validation accuracy %.2f %%%s", epoch,
        run.config().finetune().epochs(), meanLoss, 100 * scores.accuracy(), mark));
  }
}
