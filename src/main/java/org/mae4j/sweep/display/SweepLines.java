package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mae4j.base.Ticker;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.RankingTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs the start and the end of each trial, and every 30 seconds the progress of the running trials. */
public final class SweepLines implements SweepDisplay {
  private static final Logger LOG = LoggerFactory.getLogger(SweepLines.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final SweepPlan plan;
  private final Supplier<SweepSnapshot> sweep;
  private final Ticker ticker;

  SweepLines(SweepPlan plan, Supplier<SweepSnapshot> sweep) {
    this.plan = plan;
    this.sweep = sweep;
    this.ticker = DisplayTicker.start(INTERVAL, () -> LOG.info("{}", progress(sweep.get())));
  }

  /** Returns one line with the progress of the running trials and of the sweep. */
  public static String progress(SweepSnapshot now) {
    String running = now.running().entrySet().stream()
        .map(entry -> "trial " + entry.getKey() + ": " + entry.getValue()).collect(Collectors.joining("; "));
    return (running.isEmpty() ? "" : running + "; ") + String.join(", ", now.summary());
  }

  @Override
  public void begun(int trial, SortedMap<String, String> parameters) {
    LOG.info("trial {}: {}", trial, description(plan.changes(parameters)));
  }

  /** Returns the settings that distinguish a trial. */
  public static String description(SortedMap<String, String> changes) {
    return changes.isEmpty() ? "the settings of the file"
        : changes.entrySet().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  @Override
  public void ended(Trial trial) {
    SweepSnapshot now = sweep.get();
    String objective = trial.objective().isEmpty() ? ""
        : ": " + new RankingTable(now.ranking()).described(trial);
    LOG.atLevel(trial.state() == Trial.TrialState.FAILED ? Level.WARN : Level.INFO).log("trial " + trial.number() + " "
        + RankingTable.state(trial) + objective
        + String.format(Locale.ROOT, ", %.1f minutes; ", trial.seconds() / 60) + String.join(", ", now.summary()));
  }

  @Override
  public void close() {
    ticker.close();
  }
}
