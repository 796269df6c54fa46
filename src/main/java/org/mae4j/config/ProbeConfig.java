package org.mae4j.config;

import java.util.List;
import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;

/**
 * Linear probes on frozen features, and kNN.
 *
 * @param epochs number of passes over the features, at least 1
 * @param batch feature vectors per step, at least 2
 * @param learningRates learning rates of SGD, at least one, each above 0; the probe with the best validation accuracy
 *     is reported, and several rates are widened until the lowest and the highest are not the best
 * @param momentum Nesterov momentum of SGD, in [0, 1)
 * @param neighbors number of neighbors of kNN by cosine similarity, at least 1
 * @param controls whether raw pixels and the random encoder are classified, too
 */
public record ProbeConfig(int epochs, int batch, List<Double> learningRates, double momentum,
    @RenamedFrom("neighbours") int neighbors, boolean controls) {
  public ProbeConfig {
    learningRates = List.copyOf(learningRates);
    Checks checks = new Checks();
    checks
        .atLeast(1, "epochs", epochs)
        .atLeast(2, "batch", batch)
        .require(!learningRates.isEmpty(), "learningRates", "must be one or more finite numbers above 0, is []")
        .decay("momentum", momentum)
        .atLeast(1, "neighbors", neighbors);
    learningRates.forEach(rate -> checks.positive("learningRates", rate));
    checks.throwIfAny();
  }
}
