package org.mae4j.ui.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.LogTail;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;

/**
 * The curves of one run over the number of training images. A client gets a token with each answer and sends it with the
 * next request, so that an answer only contains new points.
 *
 * <p>A resumed run replaces {@code metrics.csv} by a file that ends at the checkpoint. It keeps all rows of
 * {@code system.csv}; there, a new point replaces all points of its curve at the same or a larger number of images.
 */
final class CurveFeed {
  private static final String SYSTEM = ".system.";

  private final RunDirectory directory;
  private final List<CurvePoint> points = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();
  private final SortedMap<String, StageProgress> progress = new TreeMap<>();
  private LogTail<MetricsLog.MetricRow> metrics;
  private LogTail<SystemLog.SystemSample> system;
  /** Random id that changes whenever points that clients already have become invalid. */
  private String edition;

  /**
   * A point of a curve.
   *
   * @param series name of the curve, which starts with the stage
   * @param images number of training images of the stage
   * @param value finite value
   */
  record CurvePoint(String series, long images, double value) {}

  /**
   * How far the training of a stage is.
   *
   * @param epoch number of epochs, with a fraction
   * @param stepImages number of images per optimizer step
   * @param epochImages number of images per epoch
   * @param imagesPerSecond latest speed; 0 if unknown
   */
  record StageProgress(String stage, double epoch, long stepImages, long epochImages, double imagesPerSecond) {}

  /**
   * The points that were added since a token.
   *
   * @param token token for the next request
   * @param reset whether all earlier points are invalid
   * @param points new points; those of the same curve are in order
   */
  record NewPoints(String token, boolean reset, List<CurvePoint> points) {}

  CurveFeed(RunDirectory directory) {
    this.directory = directory;
    reset();
  }

  private void reset() {
    metrics = MetricsLog.tail(directory.metrics());
    system = SystemLog.tail(directory.system());
    drop(point -> true);
  }

  /**
   * Returns the points that were added since {@code token}; all points if the token is unknown or empty.
   *
   * @param settings settings of the run by dotted key
   * @throws IOException if a log cannot be read or is malformed
   * @throws org.mae4j.base.UserException if {@code settings} do not contain the batch size
   */
  synchronized NewPoints since(String token, Map<String, String> settings) throws IOException {
    refresh(settings);
    Optional<Integer> known = knownPoints(token);
    return new NewPoints(edition + "." + points.size(), known.isEmpty() && !token.isEmpty(),
        List.copyOf(points.subList(known.orElse(0), points.size())));
  }

  /** Reads new rows of the logs. Parameter and exceptions are those of {@link #since}. */
  synchronized void refresh(Map<String, String> settings) throws IOException {
    try {
      read(settings);
    } catch (IOException | RuntimeException e) {
      reset(); // the next call must also return the rows that were read before the failure
      throw e;
    }
  }

  /** Returns the number of training images of {@code stage} after an epoch; 0 if the stage has not logged a metric. */
  synchronized long images(String stage, int epoch) {
    return progress(stage).map(known -> epoch * known.epochImages()).orElse(0L);
  }

  /** Returns the progress of a stage; empty if it has not logged a metric. */
  synchronized Optional<StageProgress> progress(String stage) {
    return Optional.ofNullable(progress.get(stage));
  }

  /** Returns the progress of all stages that have logged a metric. */
  synchronized List<StageProgress> progress() {
    return List.copyOf(progress.values());
  }

  /** Returns how many points the client has; empty if its points are invalid or the token is malformed. */
  private Optional<Integer> knownPoints(String token) {
    String prefix = edition + ".";
    if (!token.startsWith(prefix) || !token.substring(prefix.length()).matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(token.substring(prefix.length()))).filter(known -> known <= points.size());
  }

  private void read(Map<String, String> settings) throws IOException {
    LogTail.NewRows<MetricsLog.MetricRow> added = metrics.next();
    if (added.reset()) {
      drop(point -> !point.series().contains(SYSTEM));
    }
    for (MetricsLog.MetricRow row : added.rows()) {
      long stepImages = RunStatus.images(settings, row.stage(), 1);
      long images = row.step() * stepImages;
      add(row.name(), images, row.value());
      if (row.epoch() > 0) {
        progress.put(row.stage(), new StageProgress(row.stage(), row.epoch(), stepImages,
            Math.round(images / row.epoch()), progress(row.stage()).map(StageProgress::imagesPerSecond).orElse(0.0)));
      }
    }
    system.next().rows().stream().filter(SystemLog.SystemSample::isTraining).forEach(this::add);
  }

  private void add(SystemLog.SystemSample row) {
    add(row.stage() + SYSTEM + "seconds", row.images(), row.seconds());
    add(row.stage() + SYSTEM + "cpuSeconds", row.images(), row.cpuSeconds());
    row.metrics().forEach((name, value) -> add(row.stage() + SYSTEM + name, row.images(), value));
    progress.computeIfPresent(row.stage(), (stage, known) -> new StageProgress(stage, known.epoch(), known.stepImages(),
        known.epochImages(), row.imagesPerSecond()));
  }

  private void add(String series, long images, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (images <= ends.getOrDefault(series, Long.MIN_VALUE)) {
      drop(point -> point.series().equals(series) && point.images() >= images);
    }
    points.add(new CurvePoint(series, images, value));
    ends.put(series, images);
  }

  private void drop(Predicate<CurvePoint> invalid) {
    points.removeIf(invalid);
    ends.clear();
    points.forEach(point -> ends.put(point.series(), point.images()));
    edition = UUID.randomUUID().toString();
  }
}
