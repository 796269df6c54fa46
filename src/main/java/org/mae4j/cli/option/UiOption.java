package org.mae4j.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.config.UiConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.ui.UiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The option for live pages of a run, which have no effect on the results. */
public final class UiOption {
  private static final Logger LOG = LoggerFactory.getLogger(UiOption.class);

  @Option(names = "--ui", description = "Serves live pages during the run; the same as ui.enabled=true.")
  private boolean enabled;

  /** The server of live pages; empty if no pages are served. */
  public record Pages(Optional<UiServer> server) implements AutoCloseable {
    @Override
    public void close() {
      server.ifPresent(UiServer::close);
    }
  }

  /** Returns {@code overrides} with the setting for live pages, if the option is given. */
  public List<String> added(List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    if (enabled) {
      all.add("ui.enabled=true");
    }
    return all;
  }

  /**
   * Serves the runs in the default directory and in {@code more}, if {@code config} says so. If the server cannot start,
   * a warning is logged: the training is more important than the pages.
   */
  public static Pages serve(UiConfig config, Optional<Path> more) {
    if (!config.enabled()) {
      return new Pages(Optional.empty());
    }
    List<Path> roots = new ArrayList<>(List.of(RunDirectory.RUNS));
    more.ifPresent(roots::add);
    try {
      UiServer server = UiServer.start(config, roots);
      LOG.info("live pages: {}", server.address());
      return new Pages(Optional.of(server));
    } catch (UserException e) {
      LOG.warn("no live pages: {}; start them with ./mae4j ui {}", e.getMessage(), roots.get(roots.size() - 1));
    } catch (RuntimeException e) {
      LOG.warn("no live pages", e);
    }
    return new Pages(Optional.empty());
  }
}
