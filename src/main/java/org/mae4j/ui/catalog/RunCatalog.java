package org.mae4j.ui.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.experiment.RunStatus.State;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.ranking.Ranking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current runs and sweeps. Requests identify them by ids of this catalog, never by paths. */
public final class RunCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(RunCatalog.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final List<Path> roots;
  private final Set<String> warnings = new HashSet<>();
  private final FileCache<Boolean> complete = new FileCache<>();
  private Optional<CatalogSnapshot> snapshot = Optional.empty();
  private long scanned;

  /**
   * Creates a catalog.
   *
   * @param roots run directories, sweep directories, or parent directories of these; absent ones may be created later
   */
  public RunCatalog(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  public List<Path> roots() {
    return roots;
  }

  /**
   * Returns the runs and sweeps, at most {@code 1} second old. Runs and sweeps that cannot be read are left out; each
   * failure is logged once.
   */
  public synchronized CatalogSnapshot current() {
    long now = System.nanoTime();
    if (snapshot.isEmpty() || now - scanned > MAX_AGE.toNanos()) {
      CatalogSnapshot scan = new CatalogScan(this::state, this::warn).scan(roots);
      complete.retain(scan.sweeps().values().stream().map(sweep -> sweep.directory().toString()).toList());
      snapshot = Optional.of(scan);
      scanned = now;
    }
    return snapshot.get();
  }

  private State state(Path sweep) throws IOException {
    if (RunLock.isHeld(new RunDirectory(sweep))) {
      return State.RUNNING;
    }
    SweepDirectory directory = new SweepDirectory(sweep);
    boolean isComplete =
        complete.get(sweep.toString(), List.of(directory.journal(), directory.limits()), () -> {
          Optional<Ranking> ranking = Ranking.read(directory);
          return ranking.isPresent() && SweepLimits.isComplete(directory, ranking.get());
        });
    return isComplete ? State.COMPLETE : State.INTERRUPTED;
  }

  private void warn(Path path, Exception e) {
    if (warnings.add(path + ": " + e.getMessage())) {
      LOG.warn("cannot show {}: {}", path, e.getMessage());
    }
  }
}
