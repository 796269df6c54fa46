package org.mae4j.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;

/** Logs of a run that nobody listens to. */
public final class Logs {
  private Logs() {}

  public static MetricsLog metrics(Path file) throws IOException {
    return metrics(file, row -> true);
  }

  public static MetricsLog metrics(Path file, Predicate<MetricsLog.MetricRow> keep) throws IOException {
    return MetricsLog.open(file, keep, row -> {});
  }

  public static SystemLog system(Path file) throws IOException {
    return SystemLog.open(file, row -> {});
  }
}
