package org.mae4j.report.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.Latents;
import org.mae4j.record.result.Results;

/**
 * What a run left, as far as a page shows it.
 *
 * @param name what it is called
 * @param config that it was started with
 * @param metrics rows of its trainings
 * @param reconstructions sheets of the same images, the earliest epoch first
 * @param latents where images lie in the space of features, if that was found out
 * @param provenance of each command that worked on it, as text by dotted key
 */
public record RecordedRun(String name, ExperimentConfig config, Results results, List<MetricsLog.Row> metrics,
    List<Sheet> reconstructions, Optional<PicturedLatents> latents, List<Map<String, String>> provenance) {

  /**
   * A sheet of reconstructions.
   *
   * @param moment when it was drawn, in words
   * @param png the picture
   */
  public record Sheet(String moment, byte[] png) {}

  /**
   * Latents, and the images among them that are shown.
   *
   * @param pictures as PNG, a row for each query: the query's own and those of its neighbors
   */
  public record PicturedLatents(Latents latents, List<List<byte[]>> pictures) {}

  public RecordedRun {
    metrics = List.copyOf(metrics);
    reconstructions = List.copyOf(reconstructions);
    provenance = List.copyOf(provenance);
  }
}
