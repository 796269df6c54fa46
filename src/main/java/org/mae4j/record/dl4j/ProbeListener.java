package org.mae4j.record.dl4j;

import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsInitializationConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;

/**
 * Deeplearning4j's listener for a network whose first layer is a batch norm without gain and bias. The gradients of that
 * layer are hidden from it, because their memory has been reused by then and reading them fails. For the same reason,
 * the listener does not read gradients before the update. It does not record machine and software: the provenance does,
 * without the name of the host.
 */
public final class ProbeListener extends StatsListener {
  private static final long serialVersionUID = 1L;
  private static final String BATCH_NORM = "0_";

  /**
   * Creates a listener of one network.
   *
   * @param reports receiver of the reports
   * @param session id of the session
   * @param worker id of the network within the session
   * @param every number of steps between two reports
   */
  public ProbeListener(StatsStorageRouter reports, String session, String worker, int every) {
    super(reports, new DefaultStatsInitializationConfiguration(false, false, true), steps(every), session, worker);
  }

  private static StatsUpdateConfiguration steps(int every) {
    return new DefaultStatsUpdateConfiguration.Builder().reportingFrequency(every)
        .collectHistogramsGradients(false).collectMeanGradients(false).collectStdevGradients(false)
        .collectMeanMagnitudesGradients(false).build();
  }

  /** Runs after the update, when the gradients are no longer needed. */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    model.gradient().gradientForVariable().keySet().removeIf(name -> name.startsWith(BATCH_NORM));
    super.iterationDone(model, iteration, epoch);
  }
}
