package org.mae4j.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.LogTail;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;

/**
 * The curves of one run over the images that its trainings have seen, as far as they have come. Whoever asks is told
 * what came since, by a token that says how much was told before.
 *
 * <p>A run that goes on after an interruption cuts {@code metrics.csv} back to its checkpoint, by another file in its
 * place. It leaves {@code system.csv} whole, so a point there takes the place of all of its curve that lie at its
 * images or later.
 */
final class CurveData {
  private static final String SYSTEM = ".system.";

  private final RunDirectory directory;
  private final List<Point> points = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private LogTail<MetricsLog.Row> metrics;
  private LogTail<SystemLog.Row> system;
  /** Another one whenever points that were told are void. */
  private String edition;

  /**
   * A point of a curve.
   *
   * @param series name of the curve, stage first
   * @param images seen by the stage
   * @param value finite
   */
  record Point(String series, long images, double value) {}

  /**
   * An answer.
   *
   * @param token to ask with the next time
   * @param anew whether all that was told before is void
   * @param points those of a curve in order
   */
  record News(String token, boolean anew, List<Point> points) {}

  CurveData(RunDirectory directory) {
    this.directory = directory;
    begin();
  }

  private void begin() {
    metrics = MetricsLog.tail(directory.metrics());
    system = SystemLog.tail(directory.system());
    drop(point -> true);
  }

  /**
   * What came since {@code token} was given out; everything for a token that is not known.
   *
   * @param settings of the run by dotted key
   * @throws IOException if a file cannot be read or is no log
   * @throws org.mae4j.base.UserException if {@code settings} do not tell the size of a batch
   */
  synchronized News since(String token, Map<String, String> settings) throws IOException {
    refresh(settings);
    Optional<Integer> told = told(token);
    return new News(edition + "." + points.size(), told.isEmpty() && !token.isEmpty(),
        List.copyOf(points.subList(told.orElse(0), points.size())));
  }

  /** Looks for what came. @param settings and what is thrown as for {@link #since} */
  synchronized void refresh(Map<String, String> settings) throws IOException {
    try {
      read(settings);
    } catch (IOException | RuntimeException e) {
      begin(); // or the rows that the logs have given already would be missing
      throw e;
    }
  }

  /** Images that {@code stage} has seen after so many epochs; 0 where it has logged nothing. */
  synchronized long images(String stage, int epoch) {
    return epoch * epochs.getOrDefault(stage, 0L);
  }

  private Optional<Integer> told(String token) {
    String prefix = edition + ".";
    if (!token.startsWith(prefix) || !token.substring(prefix.length()).matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(token.substring(prefix.length()))).filter(told -> told <= points.size());
  }

  private void read(Map<String, String> settings) throws IOException {
    LogTail.News<MetricsLog.Row> measured = metrics.next();
    if (measured.anew()) {
      drop(point -> !point.series().contains(SYSTEM));
    }
    for (MetricsLog.Row row : measured.rows()) {
      long images = RunStatus.images(settings, row.stage(), row.step());
      add(row.name(), images, row.value());
      if (row.epoch() > 0) {
        epochs.put(row.stage(), Math.round(images / row.epoch()));
      }
    }
    for (SystemLog.Row row : system.next().rows()) {
      row.figures().forEach((name, value) -> add(row.stage() + SYSTEM + name, row.images(), value));
    }
  }

  private void add(String series, long images, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (images <= ends.getOrDefault(series, Long.MIN_VALUE)) {
      drop(point -> point.series().equals(series) && point.images() >= images);
    }
    points.add(new Point(series, images, value));
    ends.put(series, images);
  }

  private void drop(Predicate<Point> voided) {
    points.removeIf(voided);
    ends.clear();
    points.forEach(point -> ends.put(point.series(), point.images()));
    edition = UUID.randomUUID().toString();
  }
}
