package org.mae4j.record.dl4j;

import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsInitializationConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;

/**
 * Deeplearning4j's own listener for a network that begins with a batch norm without gain and bias: of that layer it is
 * shown no gradients, for they lie in memory that is no longer theirs by then, and looking at them fails. For the same
 * reason it does not look at gradients before the update. Of machine and programs the provenance tells, and does not
 * name the host.
 */
public final class ProbeListener extends StatsListener {
  private static final long serialVersionUID = 1L;
  private static final String BATCH_NORM = "0_";

  /**
   * A listener of one network.
   *
   * @param reports where its reports go
   * @param session what they are known by
   * @param worker in the session
   * @param every steps between two reports
   */
  public ProbeListener(StatsStorageRouter reports, String session, String worker, int every) {
    super(reports, new DefaultStatsInitializationConfiguration(false, false, true), steps(every), session, worker);
  }

  private static StatsUpdateConfiguration steps(int every) {
    return new DefaultStatsUpdateConfiguration.Builder().reportingFrequency(every)
        .collectHistogramsGradients(false).collectMeanGradients(false).collectStdevGradients(false)
        .collectMeanMagnitudesGradients(false).build();
  }

  /** After the update, which has used the gradients: nothing needs them any more. */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    model.gradient().gradientForVariable().keySet().removeIf(name -> name.startsWith(BATCH_NORM));
    super.iterationDone(model, iteration, epoch);
  }
}
