package org.mae4j.plot.curve;

/**
 * A stage that trains a network, as charts show it.
 *
 * @param name key of the stage, with which the names of its metrics begin
 * @param title name of the stage in legends
 * @param task what its network learns
 */
public record TrainedStage(String name, String title, Task task) {
  /** What a network learns. */
  public enum Task {
    /** To reconstruct masked patches. */
    RECONSTRUCTION,
    /** To classify images. */
    CLASSIFICATION,
    /** Anything else. */
    OTHER
  }
}
