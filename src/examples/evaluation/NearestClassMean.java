package example.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.Features;
import org.mae4j.eval.Scores;
import org.mae4j.experiment.run.Run;
import org.mae4j.experiment.stage.ClassifierResults;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.SplitFeatures;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.result.ResultMetric;

/** Classifies an image by the class whose mean feature is nearest, on features of the frozen encoder. */
public final class NearestClassMean implements Evaluation {
  private static final ResultMetric.Group GROUP =
      new ResultMetric.Group("classMean", "nearest class mean on MAE encoder", List.of("knn"));
  private static final ResultMetric SPREAD =
      new ResultMetric(GROUP, "spread", "mean distance to the own class", ResultMetric.Unit.NUMBER,
          Direction.MINIMIZE, false, false);

  /** @param normalize whether features are scaled to unit length */
  public record Settings(boolean normalize) {}

  @Override
  public String name() {
    return "class-mean";
  }

  @Override
  public String title() {
    return "nearest class mean";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PRETRAINED, Need.LABELS);
  }

  @Override
  public Record defaults() {
    return new Settings(true);
  }

  @Override
  public List<ResultMetric> metrics() {
    return Stream.concat(GROUP.classification().stream(), Stream.of(SPREAD)).toList();
  }

  @Override
  public void run(Run run) throws IOException {
    boolean normalize = ((Settings) settings(run.config())).normalize();
    try (Parameters encoder = run.encoder()) {
      SplitFeatures features = SplitFeatures.encoded(run, encoder);
      float[][] means = means(rows(features.train(), normalize), features.train().images());
      float[][] validation = similarities(rows(features.validation(), normalize), means);
      float[][] test = similarities(rows(features.test(), normalize), means);
      new ClassifierResults(GROUP.key(), Scores.of(validation, run.data().validation()),
          Scores.of(test, run.data().test())).report(run);
      run.results().put(SPREAD.key("val"), spread(validation, run.data().validation()))
          .put(SPREAD.key("test"), spread(test, run.data().test()));
    }
  }

  /** Returns the features, {@code [images][width]}. */
  private static float[][] rows(Features features, boolean normalize) {
    return Stream.of(features.rows()).map(row -> normalize ? scaled(row, 1 / norm(row)) : row).toArray(float[][]::new);
  }

  /** Returns the mean feature of each class, {@code [classes][width]}. */
  private static float[][] means(float[][] rows, ImageSet images) {
    float[][] means = new float[images.classNames().size()][rows[0].length];
    int[] counts = images.classCounts();
    for (int image = 0; image < rows.length; image++) {
      float[] mean = means[images.label(image)];
      for (int i = 0; i < mean.length; i++) {
        mean[i] += rows[image][i] / counts[images.label(image)];
      }
    }
    return means;
  }

  /** Returns the negative distance of each image to each mean, {@code [images][classes]}. */
  private static float[][] similarities(float[][] rows, float[][] means) {
    return Stream.of(rows).map(row -> {
      float[] similarities = new float[means.length];
      for (int c = 0; c < means.length; c++) {
        similarities[c] = (float) -distance(row, means[c]);
      }
      return similarities;
    }).toArray(float[][]::new);
  }

  private static double spread(float[][] similarities, ImageSet images) {
    double sum = 0;
    for (int image = 0; image < similarities.length; image++) {
      sum -= similarities[image][images.label(image)];
    }
    return sum / similarities.length;
  }

  private static double distance(float[] one, float[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }

  private static double norm(float[] row) {
    return Math.max(distance(row, new float[row.length]), 1e-12);
  }

  private static float[] scaled(float[] row, double factor) {
    float[] scaled = row.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= (float) factor;
    }
    return scaled;
  }
}
