package org.mae4j.experiment;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.EffectiveSettings;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.run.Run;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.record.result.StageOverrides;

/**
 * The settings behind the metrics of a stage, which a command may repeat with others than the run. Settings that only
 * the stage reads replace those in {@code config.conf}. Other differences are put into the results as {@code
 * settings.STAGE.KEY}.
 */
record StageSettings(Run run, Stage stage) {
  /** Records the settings of the stage after it has run. */
  void record() throws IOException {
    List<String> own = differences().entrySet().stream()
        .filter(entry -> stage.groups().stream().anyMatch(group -> entry.getKey().startsWith(group + ".")))
        .map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    if (!own.isEmpty()) {
      ExperimentConfig changed = RunConfig.load(run.directory(), own);
      RunConfig.write(run.directory(), changed);
    }
    StageOverrides.put(run.results(), stage.name(), differences());
  }

  /** Returns the settings of this command that differ from {@code config.conf} and can change metrics. */
  private SortedMap<String, String> differences() {
    SortedMap<String, String> recorded = ConfigRenderer.values(RunConfig.load(run.directory(), List.of()));
    SortedMap<String, String> differences = EffectiveSettings.of(run.config());
    differences.entrySet().removeIf(entry -> entry.getValue().equals(recorded.get(entry.getKey())));
    return differences;
  }
}
