package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.ranking.RankingTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines of the log: where a candidate begins, where it ends, and in between seldom what those under way do. */
public final class SweepLines implements SweepDisplay {
  private static final Logger LOG = LoggerFactory.getLogger(SweepLines.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Supplier<SweepSnapshot> sweep;
  private final Ticker ticker;

  SweepLines(Supplier<SweepSnapshot> sweep) {
    this.sweep = sweep;
    this.ticker = new Ticker(INTERVAL, () -> LOG.info("{}", under(sweep.get())));
  }

  /** What those under way do, and how far the sweep is. */
  public static String under(SweepSnapshot now) {
    String running = now.running().entrySet().stream().map(entry -> "candidate " + entry.getKey() + ": "
        + entry.getValue()).collect(Collectors.joining("; "));
    return (running.isEmpty() ? "" : running + "; ") + now.summary();
  }

  @Override
  public void begun(int candidate, SortedMap<String, String> parameters) {
    LOG.info("candidate {}: {}", candidate, parameters);
  }

  @Override
  public void ended(Trial standing) {
    SweepSnapshot now = sweep.get();
    String end = "candidate " + standing.candidate() + " " + RankingTable.state(standing)
        + (standing.objective().isEmpty() ? ""
            : ": " + now.ranking().heading().objective() + " " + RankingTable.objective(standing))
        + String.format(Locale.ROOT, ", %.1f minutes; ", standing.seconds() / 60) + now.summary();
    if (standing.state() == Trial.State.FAILED) {
      LOG.warn("{}", end);
    } else {
      LOG.info("{}", end);
    }
  }

  @Override
  public void close() {
    ticker.close();
  }
}
