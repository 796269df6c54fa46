package org.mae4j.ui.catalog;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;

/**
 * The runs and sweeps that a scan of the disk found.
 *
 * @param runs runs by id
 * @param sweeps sweeps by id
 */
public record CatalogSnapshot(SortedMap<String, RunEntry> runs, SortedMap<String, SweepEntry> sweeps) {

  /**
   * A run.
   *
   * @param id letters, digits, '_' and '-'; the same in every snapshot
   * @param name any text
   * @param trial trial that the run belongs to; empty if the run is not part of a sweep
   * @param updated time of the last change, in milliseconds since 1970
   */
  public record RunEntry(String id, String name, RunDirectory directory, RunStatus status, Optional<TrialKey> trial,
      long updated) {}

  /**
   * A trial of a sweep.
   *
   * @param sweep id of the sweep
   * @param number number of the trial, from 1
   */
  public record TrialKey(String sweep, int number) {}

  /** A sweep; id and name are like those of a run. */
  public record SweepEntry(String id, String name, Path directory, RunStatus.State state) {}

  public CatalogSnapshot {
    runs = Collections.unmodifiableSortedMap(runs);
    sweeps = Collections.unmodifiableSortedMap(sweeps);
  }

  /** Returns the run with an id; empty if there is none. */
  public Optional<RunEntry> run(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** Returns the sweep with an id; empty if there is none. */
  public Optional<SweepEntry> sweep(String id) {
    return Optional.ofNullable(sweeps.get(id));
  }

  /**
   * Returns the directories of runs by name and digest, the most recently changed first.
   *
   * @param limit largest number of runs
   */
  public Map<String, Path> directories(int limit) {
    return runs.values().stream().sorted(Comparator.comparingLong(RunEntry::updated).reversed()).limit(limit)
        .collect(Collectors.toMap(run -> run.name() + run.id().substring(run.id().lastIndexOf('-')),
            run -> run.directory().path(), (a, b) -> a, LinkedHashMap::new));
  }
}
