package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.StatsStorage;
import org.mae4j.base.Ticker;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.hocon.ConfigFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows run directories for Deeplearning4j's training pages. Attach {@link #storage} to its server, and close this
 * object after the server. One thread reads the files of the directories every {@value #SECONDS} seconds.
 */
public final class RunSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunSessions.class);
  private static final int SECONDS = 2;

  private final Supplier<Map<String, Path>> source;
  private final SessionStorage storage = new SessionStorage();
  private final Map<String, RunFollower> runs = new LinkedHashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final Ticker ticker;

  /**
   * Starts to follow. The pages first show the first session of the first run.
   *
   * @param source supplies the current run directories by name. The names of the sessions start with these names;
   *     characters other than letters, digits, '.', '_' and '-' are replaced, because the pages do not escape them
   */
  public RunSessions(Supplier<Map<String, Path>> source) {
    this.source = source;
    this.ticker = new Ticker("run-sessions", Duration.ZERO, Duration.ofSeconds(SECONDS), this::refresh);
  }

  /** Returns the storage for Deeplearning4j's server. */
  public StatsStorage storage() {
    return storage;
  }

  /** Reads all changes now. A run that cannot be read causes one warning and does not affect the other runs. */
  public synchronized void refresh() {
    try {
      follow(source.get());
    } catch (RuntimeException e) {
      warn("cannot list the runs", e);
    }
    runs.forEach((name, run) -> {
      try {
        run.refresh();
      } catch (IOException | RuntimeException e) {
        warn("cannot show the run " + name, e);
      }
    });
  }

  private void follow(Map<String, Path> directories) {
    runs.entrySet().removeIf(run -> {
      boolean gone = !directories.containsKey(run.getKey());
      if (gone) {
        run.getValue().remove();
      }
      return gone;
    });
    directories.forEach((name, directory) -> runs.computeIfAbsent(name,
        n -> new RunFollower(n.replaceAll("[^A-Za-z0-9._-]", "_"), directory, storage)));
  }

  private void warn(String message, Exception e) {
    if (!warned.add(message + e)) {
      return;
    }
    if (e instanceof IOException || e instanceof InvalidConfigException || e instanceof ConfigFileException) {
      LOG.warn("{} on Deeplearning4j's pages: {}", message, e.getMessage());
    } else {
      LOG.warn("{} on Deeplearning4j's pages", message, e);
    }
  }

  /** Ends after the read in progress, so that nobody reads directories or warns about them afterwards. */
  @Override
  public void close() {
    ticker.close();
  }
}
