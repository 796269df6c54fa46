package org.mae4j.cli.option.pages;

import java.io.IOException;
import java.util.Optional;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.StopSignals;
import org.mae4j.ui.UiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live pages of a command.
 *
 * @param server empty if no pages are served
 * @param stay whether the pages stay when the command is done, until Ctrl-C
 */
public record LivePages(Optional<UiServer> server, boolean stay) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);

  /** The work of a command. */
  public interface Work {
    void run(Invocation invocation) throws IOException;
  }

  /** Runs {@code work}, which then knows the address of the pages, and serves them until Ctrl-C if they are to stay. */
  public void during(Invocation invocation, Work work) throws IOException {
    work.run(invocation.withLivePages(server.map(UiServer::address)));
    // A signal that came too late to stop the work ends the pages.
    if (stay && server.isPresent() && !StopSignals.wasReceived()) {
      TerminationSignal signal = TerminationSignal.listen();
      LOG.info("The live pages stay at {} until Ctrl-C.", server.get().address());
      signal.await();
    }
  }

  @Override
  public void close() {
    server.ifPresent(UiServer::close);
  }
}
