package org.mae4j.replication;

import java.util.Map;
import org.mae4j.base.UserException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;

/**
 * Observes a replica: requires the recorded images, and stops a training after its first part. The training stops at the
 * first value that it records after the part, so that it has measured everything within.
 */
final class FirstPart implements RunListener {
  /** Far below the epochs between two steps; covers the rounding of a fraction of the epochs. */
  private static final double ROUNDING = 1e-9;

  private final Map<String, String> digests;
  private final String stage;
  private final double epochs;
  private volatile boolean reached;

  /**
   * @param digests recorded SHA-256 of the images by the name of each split; empty if they were not recorded
   * @param stage name of the stage that is stopped
   * @param epochs number of epochs of the part, with a fraction; infinite for the whole training
   */
  FirstPart(Map<String, String> digests, String stage, double epochs) {
    this.digests = Map.copyOf(digests);
    this.stage = stage;
    this.epochs = epochs + ROUNDING;
  }

  /** Returns whether the part has the moment of {@code row}. */
  boolean has(MetricsLog.MetricRow row) {
    return !row.stage().equals(stage) || row.epoch() <= epochs;
  }

  @Override
  public void dataRead(Map<String, String> present) {
    digests.forEach((split, digest) -> {
      String now = present.getOrDefault(split, "that of no images");
      if (!now.equals(digest)) {
        throw new UserException("the images are not those of the record: the SHA-256 of the " + split + " images is "
            + now + ", recorded: " + digest + "; name the recorded data with data.dir=DIRECTORY");
      }
    });
  }

  @Override
  public void recorded(MetricsLog.MetricRow metric) {
    reached |= !has(metric);
  }

  @Override
  public boolean stopRequested() {
    return reached;
  }
}
