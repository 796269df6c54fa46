package org.mae4j.experiment.data;

import java.util.Optional;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.data.DecodingListener;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunListener;

/** Shows the progress of sets of images that are decoded one after another. */
final class DecodingProgress implements DecodingListener, AutoCloseable {
  private final RunListener listener;
  private Optional<Progress> display = Optional.empty();

  /** @param listener starts the displays */
  DecodingProgress(RunListener listener) {
    this.listener = listener;
  }

  @Override
  public void decoded(int done, int total) {
    if (done == 1) {
      close();
      display = Optional.of(listener.progress("decoding", total));
    }
    display.ifPresent(shown -> shown.at(done, NumberLabel.of(done) + " images"));
  }

  @Override
  public void close() {
    display.ifPresent(Progress::close);
    display = Optional.empty();
  }
}
