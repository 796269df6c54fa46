package org.mae4j.ui.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.NoFollowFiles;

/** Converts what one page tells about a run to JSON. */
final class OverviewJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final SortedMap<String, String> DEFAULTS = ConfigRenderer.values(ConfigLoader.byDefault());

  private OverviewJson() {}

  /**
   * Returns the overview of a run.
   *
   * @param settings settings of the last command by dotted key
   * @param results metrics of the run, with the settings of stages that were repeated with others
   * @param curves curves of the run, which tell its progress
   * @throws IOException if a file cannot be read
   */
  static JsonNode of(RunEntry run, Map<String, String> settings, Results results, CurveFeed curves) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    run.status().stage().flatMap(curves::progress)
        .ifPresent(progress -> progress(progress, settings, json.putObject("progress")));
    ArrayNode rows = json.putArray("settings");
    settings.forEach((key, value) -> setting(key, value, rows.addObject()));
    StageDifferences.of(results, Stages.byGroup()).notes().forEach(json.putArray("notes")::add);
    Path provenance = run.directory().provenance();
    json.set("commands", MAPPER.valueToTree(
        NoFollowFiles.isFile(provenance)
            ? ProvenanceFile.read(provenance).stream().map(RecordedCommand::values).toList()
            : List.of()));
    json.put("log", RunFiles.tail(run.directory()));
    RunFiles.list(run.directory().path(), "runs/" + run.id() + "/files/", json.putArray("files"));
    return json;
  }

  /** Adds the default of a setting whose value is another one. */
  private static void setting(String key, String value, ObjectNode json) {
    json.put("key", key).put("value", value);
    if (!value.equals(DEFAULTS.get(key))) {
      json.put("default", DEFAULTS.getOrDefault(key, ""));
    }
  }

  private static void progress(CurveFeed.StageProgress progress, Map<String, String> settings, ObjectNode json) {
    json.put("stage", progress.stage()).put("epoch", progress.epoch());
    int epochs = Stages.find(progress.stage()).flatMap(Stage::training)
        .map(group -> settings.getOrDefault(group.epochsKey(), "")).filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::parseInt).orElse(0);
    if (epochs > 0) {
      json.put("epochs", epochs).put("share", Math.min(1, progress.epoch() / epochs));
      if (progress.imagesPerSecond() > 0) {
        json.put("secondsLeft",
            (epochs - progress.epoch()) * progress.epochImages() / progress.imagesPerSecond());
      }
    }
  }
}
