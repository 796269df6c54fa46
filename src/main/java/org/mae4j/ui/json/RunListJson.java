package org.mae4j.ui.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.mae4j.experiment.RunStatus;
import org.mae4j.ui.catalog.CatalogSnapshot;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.CatalogSnapshot.TrialKey;

/** Converts the list of runs and sweeps to JSON. */
public final class RunListJson {
  private RunListJson() {}

  /** Returns the list. @param roots directories that were scanned @param times of the runs */
  public static JsonNode of(CatalogSnapshot snapshot, List<Path> roots, RunTimes times) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    roots.stream().map(Path::toString).forEach(json.putArray("places")::add);
    ArrayNode runs = json.putArray("runs");
    snapshot.runs().values().forEach(run -> describe(run, times, runs.addObject()));
    ArrayNode sweeps = json.putArray("sweeps");
    snapshot.sweeps().values().forEach(sweep -> sweeps.addObject().put("id", sweep.id()).put("name", sweep.name())
        .put("state", word(sweep.state())));
    return json;
  }

  private static void describe(RunEntry run, RunTimes times, ObjectNode json) {
    RunStatus status = run.status();
    json.put("id", run.id()).put("name", run.name()).put("path", run.directory().path().toString())
        .put("state", word(status.state()));
    status.stages().forEach(json.putArray("stages")::add);
    json.put("done", status.done()).put("stage", status.stage().orElse(""))
        .put("sweep", run.trial().map(TrialKey::sweep).orElse(""))
        .put("trial", run.trial().map(TrialKey::number).orElse(0)).put("updated", run.updated());
    times.of(run).ifPresent(known -> json.put("started", known.start().toEpochMilli()).put("seconds",
        known.total(Instant.ofEpochMilli(status.state() == RunStatus.State.RUNNING ? System.currentTimeMillis()
            : run.updated())).toSeconds()));
  }

  private static String word(RunStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
