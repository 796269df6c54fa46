package org.mae4j.experiment.listener;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mae4j.eval.probe.LinearProbe;
import org.mae4j.eval.probe.ProbeState;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.dl4j.ProbeListener;
import org.mae4j.record.dl4j.ProbeReports;

/** Follows the training of a linear probe: the progress that is shown, and Deeplearning4j's own listener. */
public final class ProbeProgressListener implements LinearProbe.ProbeTrainingListener, AutoCloseable {
  /** Few, for a report of so small a network takes the time of several steps. */
  private static final int REPORTS = 10;

  private final Run run;
  private final String probe;
  private final ProbeReports reports;
  private final Map<Double, ProbeListener> listeners = new HashMap<>();
  private Progress progress;
  private int total;
  private int done;

  /** @param probe what its reports are known by */
  public ProbeProgressListener(Run run, String probe, ProbeReports reports) {
    this.run = run;
    this.probe = probe;
    this.reports = reports;
    this.total = run.config().probe().epochs() * run.config().probe().learningRates().size();
    this.progress = run.progress(probe, total);
  }

  @Override
  public void onEpoch(double learningRate, int epoch, double meanLoss) {
    int epochs = run.config().probe().epochs();
    if (done == total) { // a rate beyond the configured ones
      progress.close();
      done = 0;
      total = epochs;
      progress = run.progress(probe, total);
    }
    progress.at(++done, String.format(Locale.ROOT, "rate %s, epoch %d/%d, loss %.4f", learningRate, epoch, epochs,
        meanLoss));
    run.workers().requireNotStopped();
  }

  @Override
  public void close() {
    progress.close();
  }

  @Override
  public boolean listensTo(long step, long steps) {
    return step % Math.max(1, steps / REPORTS) == 0;
  }

  @Override
  public void onStep(ProbeState state) {
    listeners.computeIfAbsent(state.learningRate(),
        rate -> new ProbeListener(reports, probe, "rate-" + rate, run.data().train().classNames().size()))
        .onStep(state);
  }
}
