package org.mae4j.report.run;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.plot.curve.CurveRows;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Latents;
import org.mae4j.record.result.Results;

/**
 * The content of a run directory that a report shows.
 *
 * @param name name of the run
 * @param config configuration of the run, with the settings of its repeated stages
 * @param metrics logged metrics
 * @param reconstructions sheets of the same images, the earliest epoch first
 * @param attention PNG sheet of what the encoder attends to; empty if it was not drawn
 * @param latents features of some images; empty if they were not computed
 * @param provenance commands that worked on the run, in their order
 */
public record RecordedRun(String name, ExperimentConfig config, Results results, CurveRows metrics,
    List<Sheet> reconstructions, Optional<byte[]> attention, Optional<LatentImages> latents,
    List<RecordedCommand> provenance) {

  /**
   * A sheet of reconstructions.
   *
   * @param moment time at which the sheet was drawn, in words
   * @param png content of the PNG file
   */
  public record Sheet(String moment, byte[] png) {}

  /**
   * Features and the images of the nearest-neighbor queries.
   *
   * @param pictures PNG images, one row per query: the query, then its neighbors
   */
  public record LatentImages(Latents latents, List<List<byte[]>> pictures) {}

  public RecordedRun {
    reconstructions = List.copyOf(reconstructions);
    provenance = List.copyOf(provenance);
  }
}
