package org.mae4j.ui.json;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.output.RecordedCosts;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.result.Results;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.FileCache;

/**
 * The operations of the trainings of runs, which are counted again whenever the configuration or the provenance of a run
 * has changed.
 */
final class RunCosts {
  private final FileCache<Map<String, NavigableMap<Long, Double>>> cached = new FileCache<>();

  /**
   * Returns the floating-point operations so far by the number of steps, by stage; empty if the configuration cannot be
   * read.
   */
  Map<String, NavigableMap<Long, Double>> of(RunEntry run) throws IOException {
    return cached.get(run.id(), List.of(run.directory().config(), run.directory().provenance()), () -> read(run));
  }

  private static Map<String, NavigableMap<Long, Double>> read(RunEntry run) {
    try {
      RunDirectory directory = run.directory();
      return RecordedCosts.of(RunConfig.load(directory, List.of()), Results.read(directory.results()),
          ProvenanceFile.read(directory.provenance()));
    } catch (IOException | UserException e) {
      return Map.of(); // the overview of the run shows the message
    }
  }

  /** Drops the costs of all runs except {@code ids}. */
  void retain(Set<String> ids) {
    cached.retain(ids);
  }
}
