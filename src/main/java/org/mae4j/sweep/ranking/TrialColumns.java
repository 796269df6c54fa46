package org.mae4j.sweep.ranking;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.sweep.journal.Trial;

/**
 * Columns of the CSV file of a ranking whose values are not in the journal.
 *
 * @param names of the columns
 * @param cells one per column, by the number of the trial; trials that are missing have empty ones
 */
public record TrialColumns(List<String> names, Map<Integer, List<String>> cells) {
  public static final TrialColumns NONE = new TrialColumns(List.of(), Map.of());

  public TrialColumns {
    names = List.copyOf(names);
    cells = Map.copyOf(cells);
  }

  Stream<String> of(Trial trial) {
    return cells.getOrDefault(trial.number(), Collections.nCopies(names.size(), "")).stream();
  }
}
