package org.mae4j.experiment.stage;

import java.util.function.Function;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.Features;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;

/** One feature vector per image of each split. */
public record SplitFeatures(Features train, Features validation, Features test) {

  /** Returns the pooled outputs of an encoder for all images of {@code run}. */
  public static SplitFeatures encoded(Run run, Parameters encoder) {
    return of(run, images -> Features.encoded(encoder, run.config().model(), images, run.workers()));
  }

  static SplitFeatures of(Run run, Function<ImageSet, Features> features) {
    return new SplitFeatures(features.apply(run.data().train()), features.apply(run.data().validation()),
        features.apply(run.data().test()));
  }
}
