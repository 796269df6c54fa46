package org.mae4j.experiment.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.EffectiveSettings;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.config.value.RenderedSettings;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.ResumeFilter;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;
import org.mae4j.record.tensorboard.EventFiles;
import org.mae4j.record.tensorboard.EventLog;
import org.mae4j.record.tensorboard.Histogram;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The TensorBoard events of a run. Tags begin with the stage. The step of an event is the number of images that the
 * stage has seen, so that trainings with different batch sizes share an axis.
 */
public final class RunEvents implements Closeable {
  /** Second word of the tags of speed and memory. */
  private static final String SYSTEM = "system";
  private static final String CONFIGURATION = "configuration";
  /** Start of the tags of final metrics. */
  private static final String RESULTS = "results/";
  private static final Map<String, String> SPLITS = new TreeMap<>(Map.of("val", "validation", "test", "test"));

  private final EventLog log;
  private final SeenImages images;

  private RunEvents(EventLog log, SeenImages images) {
    this.log = log;
    this.images = images;
  }

  /**
   * Opens the event file of a run and drops the events that {@code filter} drops, and those of the whole run, which each
   * command writes again.
   */
  public static RunEvents open(RunDirectory directory, ResumeFilter filter, SeenImages images) throws IOException {
    EventFiles.move(directory.formerEvents(), directory.events());
    Predicate<EventLog.EventKey> kept = filter.events(RunEvents::isMetric, images);
    return new RunEvents(EventLog.open(directory.events(), event -> !isOfRun(event.tag()) && kept.test(event),
        TagDescriptions::of), images);
  }

  private static boolean isOfRun(String tag) {
    return tag.equals(CONFIGURATION) || tag.startsWith(EventLog.SESSION) || tag.startsWith(RESULTS);
  }

  /**
   * Adds the configuration as text, and the settings that have an effect on the results for the page HParams.
   *
   * @param metrics metrics that the run will have
   */
  public void started(ExperimentConfig config, List<ResultMetric> metrics) {
    log.text(CONFIGURATION, "```\n" + ConfigRenderer.render(config) + "\n```");
    Map<String, String> labels = new LinkedHashMap<>();
    metrics.stream().filter(metric -> metric.compared() || metric.objective()).forEach(metric -> SPLITS.forEach(
        (split, name) -> labels.put(tag(metric.key(split)), metric.fullLabel() + ", " + name)));
    SortedMap<String, String> settings = EffectiveSettings.of(config);
    settings.replaceAll((key, value) -> RenderedSettings.displayed(value));
    log.sessionStart(settings, labels);
  }

  /** Adds the final metrics that {@code results} have, and the end of the run. */
  public void ended(Results results, List<ResultMetric> metrics) {
    metrics.forEach(metric -> SPLITS.keySet().forEach(split -> results.number(metric.key(split))
        .ifPresent(value -> log.scalar(tag(metric.key(split)), 0, value))));
    log.sessionEnd();
  }

  private static String tag(String key) {
    return RESULTS + key.replace('.', '/');
  }

  /** Returns whether an event is a row of {@code metrics.csv}. */
  static boolean isMetric(EventLog.EventKey event) {
    return event.scalar() && !event.tag().split("/")[1].equals(SYSTEM);
  }

  void metric(MetricsLog.MetricRow row) {
    log.scalar(row.name().replace('.', '/'), images.after(row.stage(), row.step()), row.value());
  }

  void system(SystemLog.SystemSample row) {
    String group = row.stage() + "/" + SYSTEM + "/";
    if (row.isTraining()) {
      row.metrics().forEach((name, value) -> log.scalar(group + name, row.images(), value));
    }
  }

  /**
   * Adds a sheet of reconstructions.
   *
   * @param seen number of images that the training of the autoencoder has seen
   */
  public void reconstructions(String stage, long seen, Path png) throws IOException {
    log.image(stage + "/reconstructions", seen, Files.readAllBytes(png));
  }

  /**
   * Adds a histogram of the finite values of an array; nothing if there are none.
   *
   * @param name tag without the stage
   */
  public void histogram(String stage, long step, String name, INDArray array) {
    Histogram.of(HostCopy.read(array))
        .ifPresent(histogram -> log.histogram(stage + "/" + name, images.after(stage, step), histogram));
  }

  /**
   * Forces all events to the disk.
   *
   * @throws UncheckedIOException if that fails
   */
  public void sync() {
    log.sync();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
