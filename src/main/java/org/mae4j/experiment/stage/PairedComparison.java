package org.mae4j.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.data.ImageSet;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.result.PairedCounts;
import org.mae4j.record.result.Predictions;
import org.mae4j.record.result.ResultMetric;

/** Compares classifiers with their controls, image by image, on the test images of a run. */
record PairedComparison(Run run, Predictions predictions) {

  /**
   * Keeps the predictions of a classifier in the run directory, and puts its comparisons into the results: with its
   * controls, and of the classifiers whose control it is.
   *
   * @param predicted class of each test image
   */
  static void update(Run run, String classifier, int[] predicted) throws IOException {
    Path file = run.directory().predictions();
    ImageSet images = run.data().test();
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    Predictions predictions = Predictions.read(file, images.digest(), labels).with(classifier, predicted);
    predictions.write(file);
    new PairedComparison(run, predictions).put(classifier);
  }

  private void put(String classifier) {
    List<ResultMetric.Group> groups = Stages.metrics().stream().map(ResultMetric::group).distinct().toList();
    for (ResultMetric.Group group : groups) {
      for (String control : group.controls()) {
        if (group.key().equals(classifier) || control.equals(classifier)) {
          put(group.key(), control);
        }
      }
    }
  }

  /** Replaces the former comparison, whose control may have been another classifier. */
  private void put(String classifier, String control) {
    String key = PairedCounts.key(classifier, control);
    run.results().remove(key);
    predictions.compare(classifier, control).ifPresent(counts -> run.results().put(key, counts.matrix()));
  }
}
