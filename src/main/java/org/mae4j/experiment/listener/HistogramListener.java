package org.mae4j.experiment.listener;

import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.LastStep;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;

/**
 * Adds histograms of parameters and gradients to the TensorBoard events, after the epochs after which figures are drawn
 * and after the last one.
 *
 * @param stage key of the stage that trains
 * @param last step whose gradients are added
 */
record HistogramListener(Run run, String stage, Parameters parameters, LastStep last) implements TrainingListener {
  @Override
  public void onStep(StepReport report) {
    if (isDue(report)) {
      addParameters(report);
      last.gradients().forEach(
          (name, gradient) -> run.logs().events().histogram(stage, report.step() + 1, "gradients/" + name, gradient));
    }
  }

  /** Adds the parameters only: the gradients of a skipped step are not finite. */
  @Override
  public void onSkip(StepReport report, int skipped, String problem) {
    if (isDue(report)) {
      addParameters(report);
    }
  }

  private void addParameters(StepReport report) {
    last.writeBack();
    parameters.names().forEach(
        name -> run.logs().events().histogram(stage, report.step() + 1, "parameters/" + name, parameters.get(name)));
  }

  private boolean isDue(StepReport report) {
    double epoch = report.epoch();
    boolean end = report.step() + 1 == report.totalSteps();
    return end || epoch == Math.rint(epoch) && Math.round(epoch) % run.config().figures().every() == 0;
  }
}
