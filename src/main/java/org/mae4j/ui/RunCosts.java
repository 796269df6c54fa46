package org.mae4j.ui;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.FileState;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.output.RecordedCosts;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.result.Results;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;

/**
 * The operations of the trainings of runs, which are counted again whenever the configuration or the provenance of a run
 * has changed.
 */
final class RunCosts {
  private final Map<String, CachedCosts> cached = new HashMap<>();

  private record CachedCosts(List<Optional<FileState>> files, Map<String, NavigableMap<Long, Double>> flops) {}

  /**
   * Returns the floating-point operations so far by the number of steps, by stage; empty if the configuration cannot be
   * read.
   */
  synchronized Map<String, NavigableMap<Long, Double>> of(RunEntry run) throws IOException {
    List<Optional<FileState>> files =
        List.of(FileState.of(run.directory().config()), FileState.of(run.directory().provenance()));
    CachedCosts known = cached.get(run.id());
    if (known == null || !known.files().equals(files)) {
      known = new CachedCosts(files, read(run));
      cached.put(run.id(), known);
    }
    return known.flops();
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
  synchronized void retain(Set<String> ids) {
    cached.keySet().retainAll(ids);
  }
}
