package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.run.Run;
import org.mae4j.plot.ConfusionMatrixPlot;
import org.mae4j.record.result.ResultMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of a classifier.
 *
 * @param key key of its group in the results
 * @param validation scores on validation images, by which the classifier was selected
 * @param test scores on test images, which are used once
 */
public record ClassifierResults(String key, Scores validation, Scores test) {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifierResults.class);

  /**
   * Replaces the group in the results of {@code run}, compares the classifier with its controls, and draws the confusion
   * matrix of the test images if there are not too many classes.
   */
  public void report(Run run) throws IOException {
    run.results().remove(key);
    run.results().putClassNames(key, run.data().test().classNames());
    put(run, "val", validation);
    put(run, "test", test);
    PairedComparison.update(run, key, test.predicted());
    String label = Stages.label(key);
    draw(run, String.format(Locale.ROOT, "%s, test accuracy %.2f %%", label, 100 * test.accuracy()));
    LOG.info(String.format(Locale.ROOT, "%s: accuracy on validation %.2f %%, on test %.2f %%", label,
        100 * validation.accuracy(), 100 * test.accuracy()));
  }

  private void draw(Run run, String title) throws IOException {
    List<String> classNames = run.data().test().classNames();
    Path file = run.directory().figures().resolve("confusion-" + key + ".png");
    if (test.confusion().isPresent() && classNames.size() <= ConfusionMatrixPlot.MAX_CLASSES) {
      new ConfusionMatrixPlot(title, classNames, test.confusion().get()).write(file);
    }
  }

  private void put(Run run, String split, Scores scores) {
    String group = key + "." + split;
    run.results().put(group + "." + ResultMetric.ACCURACY, scores.accuracy())
        .put(group + "." + ResultMetric.MACRO_F1, scores.macroF1());
    scores.confusion().ifPresent(confusion -> run.results().put(group + ".confusion", confusion));
  }
}
