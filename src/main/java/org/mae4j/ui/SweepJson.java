package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.mae4j.sweep.ranking.SweepOverview.Candidate;
import org.mae4j.sweep.ranking.SweepOverview;
import org.mae4j.ui.catalog.CatalogSnapshot.SweepEntry;
import org.mae4j.ui.catalog.CatalogSnapshot;
import org.mae4j.ui.catalog.NoFollowFiles;

/** Converts the ranking of a sweep to JSON. */
final class SweepJson {
  private SweepJson() {}

  /** Returns the ranking. @throws IOException if the journal of the sweep is missing or empty */
  static JsonNode of(SweepEntry sweep, CatalogSnapshot snapshot) throws IOException {
    Path journal = SweepOverview.journal(sweep.directory());
    if (!NoFollowFiles.isFile(journal)) {
      throw new NoSuchFileException(journal.toString());
    }
    SweepOverview overview = SweepOverview.read(sweep.directory())
        .orElseThrow(() -> new IOException(journal + ": no trial has started yet"));
    Map<Path, String> ids = new HashMap<>();
    snapshot.runs().values().forEach(run -> ids.put(run.directory().path(), run.id()));
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("objective", overview.objective())
        .put("direction", overview.direction());
    overview.parameters().forEach(json.putArray("parameters")::add);
    ArrayNode candidates = json.putArray("candidates");
    overview.candidates().forEach(candidate -> describe(candidate, ids, candidates.addObject()));
    return json;
  }

  private static void describe(Candidate candidate, Map<Path, String> ids, ObjectNode json) {
    json.put("candidate", candidate.number()).put("rank", candidate.rank()).put("state", candidate.state());
    put(json, "objective", candidate.objective());
    put(json, "confidence", candidate.confidence());
    json.put("seconds", candidate.seconds()).put("note", candidate.note());
    candidate.parameters().forEach(json.putObject("parameters")::put);
    ArrayNode runs = json.putArray("runs");
    candidate.runs().stream().filter(ids::containsKey).forEach(path -> runs.add(ids.get(path)));
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(key, value.getAsDouble());
    } else {
      json.putNull(key);
    }
  }
}
