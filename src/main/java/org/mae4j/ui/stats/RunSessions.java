package org.mae4j.ui.stats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.core.storage.StatsStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows run directories for Deeplearning4j's training pages: attach {@link #storage} to its server, and detach it
 * before this is closed. Only files of these directories are read, every {@value #SECONDS} seconds, on one thread.
 */
public final class RunSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunSessions.class);
  private static final int SECONDS = 2;

  private final RunStorage storage = new RunStorage();
  private final Map<String, FollowedRun> runs = new LinkedHashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final ScheduledExecutorService thread;

  /** No runs yet. */
  public RunSessions() {
    thread = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread worker = new Thread(task, "run-sessions");
      worker.setDaemon(true);
      return worker;
    });
    thread.scheduleWithFixedDelay(this::refresh, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** What Deeplearning4j's server is to show. */
  public StatsStorage storage() {
    return storage;
  }

  /**
   * Follows these runs and no others, and has their sessions in the storage when it returns.
   *
   * @param directories by the names of runs, which the names of sessions begin with; of these only letters, digits,
   *     '.', '_' and '-' are left as they are, for the pages do not escape what they show
   */
  public synchronized void show(Map<String, Path> directories) {
    runs.entrySet().removeIf(run -> {
      boolean gone = !directories.containsKey(run.getKey());
      if (gone) {
        run.getValue().forget();
      }
      return gone;
    });
    directories.forEach((name, directory) ->
        runs.computeIfAbsent(name, n -> new FollowedRun(n.replaceAll("[^A-Za-z0-9._-]", "_"), directory, storage)));
    refresh();
  }

  /** Reads what came since the last time. What cannot be read is said once, and does not keep others from it. */
  synchronized void refresh() {
    runs.forEach((name, run) -> {
      try {
        run.refresh();
      } catch (IOException | RuntimeException e) {
        if (warned.add(name + e)) {
          LOG.warn("the run {} cannot be shown: {}", name, e.getMessage(), e);
        }
      }
    });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
