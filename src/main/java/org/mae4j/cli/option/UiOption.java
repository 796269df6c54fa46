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

/** Live pages beside a training, as an option of their own, for they change no outcome. */
public final class UiOption {
  private static final Logger LOG = LoggerFactory.getLogger(UiOption.class);

  @Option(names = "--ui", description = "Serves live pages of the runs meanwhile; the same as ui.enabled=true.")
  private boolean enabled;

  /** Live pages, where they are served; nothing otherwise. */
  public record Pages(Optional<UiServer> server) implements AutoCloseable {
    @Override
    public void close() {
      server.ifPresent(UiServer::close);
    }
  }

  /** {@code overrides}, and the pages where they were asked for. */
  public List<String> added(List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    if (enabled) {
      all.add("ui.enabled=true");
    }
    return all;
  }

  /**
   * Serves the runs in the usual place and {@code more}, if {@code config} says so. What is trained matters more than
   * that it is seen: where that cannot be, a warning tells it.
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
      LOG.warn("no live pages: {}; ./mae4j ui {} shows this run as well", e.getMessage(), roots.get(roots.size() - 1));
    } catch (RuntimeException e) {
      LOG.warn("no live pages", e);
    }
    return new Pages(Optional.empty());
  }
}
