package org.mae4j.ui;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;

/**
 * What a look at the disk found.
 *
 * @param runs by id
 * @param sweeps by id
 */
record CatalogSnapshot(SortedMap<String, Run> runs, SortedMap<String, Sweep> sweeps) {

  /**
   * A run.
   *
   * @param id made of nothing but letters, digits, '_' and '-'; the same whenever the run is found
   * @param name any text
   * @param place of it in a sweep, if it is part of one
   * @param updated when it last wrote something, in milliseconds since 1970
   */
  record Run(String id, String name, RunDirectory directory, RunStatus status, Optional<Place> place, long updated) {}

  /**
   * Where in a sweep a run belongs.
   *
   * @param sweep id
   * @param candidate number, from 1
   */
  record Place(String sweep, int candidate) {}

  /** A sweep. Its parts are as those of a run. */
  record Sweep(String id, String name, Path directory, RunStatus.State state) {}

  CatalogSnapshot {
    runs = Collections.unmodifiableSortedMap(runs);
    sweeps = Collections.unmodifiableSortedMap(sweeps);
  }
}
