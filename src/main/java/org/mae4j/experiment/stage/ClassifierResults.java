package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.run.Run;
import org.mae4j.plot.ConfusionMatrixPlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How well one way to classify does.
 *
 * @param key its group in the results
 * @param validation on which it was selected
 * @param test looked at once
 */
record ClassifierResults(String key, Scores validation, Scores test) {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifierResults.class);

  /** Puts the figures into the run's results in place of former ones, and draws the confusion on test. */
  void report(Run run) throws IOException {
    run.results().remove(key);
    run.results().put("classNames", run.data().test().classNames());
    put(run, "val", validation);
    put(run, "test", test);
    Path file = run.directory().figures().resolve("confusion-" + key + ".png");
    String title = String.format(Locale.ROOT, "%s, test accuracy %.2f %%", key, 100 * test.accuracy());
    new ConfusionMatrixPlot(title, run.data().test().classNames(), test.confusion()).write(file);
    LOG.info(String.format(Locale.ROOT, "%s: accuracy on validation %.2f %%, on test %.2f %%", key,
        100 * validation.accuracy(), 100 * test.accuracy()));
  }

  private void put(Run run, String split, Scores scores) {
    String group = key + "." + split;
    run.results().put(group + ".accuracy", scores.accuracy())
        .put(group + ".macroF1", scores.macroF1())
        .put(group + ".confusion", scores.confusion());
  }
}
