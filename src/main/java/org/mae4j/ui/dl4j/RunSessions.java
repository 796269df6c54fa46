package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.StatsStorage;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.hocon.ConfigFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows run directories for Deeplearning4j's training pages: attach {@link #storage} to its server, and close this
 * after it. Only files of these directories are read, every {@value #SECONDS} seconds, on one thread.
 */
public final class RunSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunSessions.class);
  private static final int SECONDS = 2;

  private final Supplier<Map<String, Path>> source;
  private final RunStorage storage = new RunStorage();
  private final Map<String, FollowedRun> runs = new LinkedHashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final ScheduledExecutorService thread;

  /**
   * Begins to follow. The pages first show the session that is found first.
   *
   * @param source tells the directories of runs, by their names, whenever it is asked. The names of sessions begin with
   *     these; of them only letters, digits, '.', '_' and '-' are left as they are, for the pages escape nothing
   */
  public RunSessions(Supplier<Map<String, Path>> source) {
    this.source = source;
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread worker = new Thread(task, "run-sessions");
      worker.setDaemon(true);
      return worker;
    });
    thread.scheduleWithFixedDelay(this::refresh, 0, SECONDS, TimeUnit.SECONDS);
  }

  /** What Deeplearning4j's server is to show. */
  public StatsStorage storage() {
    return storage;
  }

  /** Looks at once for what came since the last time. What cannot be read is said once, and keeps no other from it. */
  public synchronized void refresh() {
    try {
      follow(source.get());
    } catch (RuntimeException e) {
      warn("runs cannot be found", e);
    }
    runs.forEach((name, run) -> {
      try {
        run.refresh();
      } catch (IOException | RuntimeException e) {
        warn("the run " + name + " cannot be shown", e);
      }
    });
  }

  private void follow(Map<String, Path> directories) {
    runs.entrySet().removeIf(run -> {
      boolean gone = !directories.containsKey(run.getKey());
      if (gone) {
        run.getValue().forget();
      }
      return gone;
    });
    directories.forEach((name, directory) ->
        runs.computeIfAbsent(name, n -> new FollowedRun(n.replaceAll("[^A-Za-z0-9._-]", "_"), directory, storage)));
  }

  private void warn(String what, Exception e) {
    if (!warned.add(what + e)) {
      return;
    }
    if (e instanceof IOException || e instanceof InvalidConfigException || e instanceof ConfigFileException) {
      LOG.warn("{} in Deeplearning4j's pages: {}", what, e.getMessage());
    } else {
      LOG.warn("{} in Deeplearning4j's pages", what, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
