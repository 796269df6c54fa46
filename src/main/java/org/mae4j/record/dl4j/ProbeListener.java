package org.mae4j.record.dl4j;

import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsInitializationConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;
import org.mae4j.eval.probe.ProbeState;

/**
 * Reports a linear probe by Deeplearning4j's listener, which looks at a network with the same weights. It does not read
 * gradients before the update, which the network does not have. It does not record machine and software: the provenance
 * does, without the name of the host.
 */
public final class ProbeListener extends StatsListener {
  private static final long serialVersionUID = 1L;

  private final int classes;
  private transient ProbeMultiLayerNetwork network;

  /**
   * Creates a listener of one probe.
   *
   * @param reports receiver of the reports
   * @param session id of the session
   * @param worker id of the probe within the session
   * @param classes number of classes
   */
  public ProbeListener(StatsStorageRouter reports, String session, String worker, int classes) {
    super(reports, new DefaultStatsInitializationConfiguration(false, false, true),
        new DefaultStatsUpdateConfiguration.Builder().reportingFrequency(1).collectHistogramsGradients(false)
            .collectMeanGradients(false).collectStdevGradients(false).collectMeanMagnitudesGradients(false).build(),
        session, worker);
    this.classes = classes;
  }

  /** Reports the probe after a step. */
  public void onStep(ProbeState state) {
    if (network == null) {
      network = ProbeMultiLayerNetwork.of(state.weights().length / classes - 1, classes);
    }
    network.show(state);
    iterationDone(network, Math.toIntExact(state.step()), 0);
  }
}
