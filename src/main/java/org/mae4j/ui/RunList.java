package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mae4j.experiment.RunStatus;

/** The list of all runs and sweeps as JSON. */
final class RunList {
  private RunList() {}

  /** @param places that were looked in */
  static JsonNode of(CatalogSnapshot found, List<Path> places) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    places.stream().map(Path::toString).forEach(json.putArray("places")::add);
    ArrayNode runs = json.putArray("runs");
    found.runs().values().forEach(run -> describe(run, runs.addObject()));
    ArrayNode sweeps = json.putArray("sweeps");
    found.sweeps().values().forEach(sweep -> sweeps.addObject().put("id", sweep.id()).put("name", sweep.name())
        .put("state", word(sweep.state())));
    return json;
  }

  private static void describe(CatalogSnapshot.Run run, ObjectNode json) {
    RunStatus status = run.status();
    json.put("id", run.id()).put("name", run.name()).put("path", run.directory().path().toString())
        .put("state", word(status.state()));
    status.stages().forEach(json.putArray("stages")::add);
    json.put("done", status.done()).put("stage", status.stage().orElse(""))
        .put("sweep", run.place().map(CatalogSnapshot.Place::sweep).orElse(""))
        .put("candidate", run.place().map(CatalogSnapshot.Place::candidate).orElse(0)).put("updated", run.updated());
  }

  private static String word(RunStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
