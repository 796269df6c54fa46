package org.mae4j.experiment.stage;

import java.util.Set;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.NoSettings;

/**
 * A stage in a jar of the user. It runs after the built-in stages if the configuration has a group {@code
 * evaluations.NAME}.
 */
public interface Evaluation extends Stage, Extension {
  String POINT = "evaluations";

  @Override
  default String point() {
    return POINT;
  }

  @Override
  default Record defaults() {
    return new NoSettings();
  }

  /** Returns the groups that only this evaluation reads; by default its settings. */
  @Override
  default Set<String> groups() {
    return Set.of(POINT + "." + name());
  }

  /** Returns the settings of this evaluation in {@code config}, of the class of {@link #defaults()}. */
  default Record settings(ExperimentConfig config) {
    return config.evaluations().settings().getOrDefault(name(), defaults());
  }
}
