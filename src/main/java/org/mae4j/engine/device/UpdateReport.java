package org.mae4j.engine.device;

import java.util.List;

/**
 * What a step on a device found.
 *
 * @param loss mean over the micro-batches
 * @param squaredNorms squared Euclidean norm of the gradient of each parameter, in their order
 * @param factor on the gradients, for clipping
 * @param applied whether the parameters were updated: loss and norms are finite
 */
public record UpdateReport(double loss, List<Double> squaredNorms, double factor, boolean applied) {
  public UpdateReport {
    squaredNorms = List.copyOf(squaredNorms);
  }
}
