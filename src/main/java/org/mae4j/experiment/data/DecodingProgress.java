package org.mae4j.experiment.data;

import java.util.Optional;
import org.mae4j.base.NumberLabel;
import org.mae4j.data.DecodingListener;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunObserver;

/** Shows the progress of sets of images that are decoded one after another. */
final class DecodingProgress implements DecodingListener, AutoCloseable {
  private final RunObserver observer;
  private Optional<Progress> display = Optional.empty();

  /** @param observer starts the displays */
  DecodingProgress(RunObserver observer) {
    this.observer = observer;
  }

  @Override
  public void decoded(int done, int total) {
    if (done == 1) {
      close();
      display = Optional.of(observer.progress("decoding", total));
    }
    display.ifPresent(shown -> shown.at(done, NumberLabel.of(done) + " images"));
  }

  @Override
  public void close() {
    display.ifPresent(Progress::close);
    display = Optional.empty();
  }
}
