package org.mae4j.ui.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mae4j.base.EnumNames;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.ui.catalog.CatalogSnapshot;
import org.mae4j.ui.catalog.CatalogSnapshot.SweepEntry;
import org.mae4j.ui.catalog.NoFollowFiles;

/** Converts the ranking of a sweep to JSON. */
public final class SweepJson {
  private SweepJson() {}

  /** Returns the ranking. @throws IOException if the journal of the sweep is missing or empty */
  public static JsonNode of(SweepEntry sweep, CatalogSnapshot snapshot) throws IOException {
    SweepDirectory directory = new SweepDirectory(sweep.directory());
    Path journal = directory.journal();
    if (!NoFollowFiles.isFile(journal)) {
      throw new NoSuchFileException(journal.toString());
    }
    Ranking ranking = Ranking.read(directory)
        .orElseThrow(() -> new IOException(journal + ": the sweep has not started yet"));
    Map<Path, String> ids = new HashMap<>();
    snapshot.runs().values().forEach(run -> ids.put(run.directory().path(), run.id()));
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("objective", ranking.heading().objective())
        .put("direction", EnumNames.of(ranking.heading().direction()));
    if (ranking.hasSeveralObjectives()) {
      ArrayNode objectives = json.putArray("objectives");
      ranking.heading().objectives().forEach(objective -> objectives.addObject().put("key", objective.key())
          .put("direction", EnumNames.of(objective.direction())));
    }
    ranking.keys().forEach(json.putArray("parameters")::add);
    json.put("ended", ranking.ended());
    Optional<SweepLimits> limits = SweepLimits.read(directory);
    limits.map(SweepLimits::trials).filter(OptionalInt::isPresent)
        .ifPresent(planned -> json.put("planned", planned.getAsInt()));
    limits.map(known -> known.secondsLeft(ranking)).filter(OptionalDouble::isPresent)
        .ifPresent(left -> json.put("secondsLeft", left.getAsDouble()));
    Map<Integer, Integer> fronts = ranking.fronts();
    ArrayNode trials = json.putArray("trials");
    for (Trial trial : ranking.ranked()) {
      ArrayNode runs = describe(trial, Ranking.isRanked(trial) ? trials.size() + 1 : 0, trials.addObject(), fronts);
      directory.runs(trial.number(), ranking.heading().repeat()).stream().filter(ids::containsKey)
          .forEach(path -> runs.add(ids.get(path)));
    }
    return json;
  }

  /**
   * Returns the empty array of the runs.
   *
   * @param rank from 1; 0 for a trial without finite objectives
   * @param fronts front of each trial of a sweep with several objectives
   */
  private static ArrayNode describe(Trial trial, int rank, ObjectNode json, Map<Integer, Integer> fronts) {
    json.put("trial", trial.number()).put("rank", rank).put("state", EnumNames.of(trial.state()));
    put(json, "objective", trial.objective());
    put(json, "confidence", trial.confidence());
    put(json, "deviation", trial.deviation());
    if (!fronts.isEmpty()) {
      trial.means().forEach(json.putArray("objectives")::add);
      json.put("front", fronts.getOrDefault(trial.number(), 0));
    }
    json.put("seconds", trial.seconds()).put("note", trial.note());
    trial.parameters().forEach(json.putObject("parameters")::put);
    return json.putArray("runs");
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(key, value.getAsDouble());
    } else {
      json.putNull(key);
    }
  }
}
