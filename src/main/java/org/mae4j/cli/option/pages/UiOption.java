package org.mae4j.cli.option.pages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.config.UiConfig;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.ui.UiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for live pages of a run, which have no effect on the results. */
public final class UiOption {
  private static final Logger LOG = LoggerFactory.getLogger(UiOption.class);
  private static final String WHILE_RUNNING = "while-running";

  @Option(names = "--ui", arity = "0..1", preprocessor = AttachedValue.class, paramLabel = WHILE_RUNNING,
      description = "Serves live pages while the command works, and on a terminal until Ctrl-C. With =" + WHILE_RUNNING
          + " they end with the command, for scripts; the same as ui.enabled=true.")
  private Optional<String> ui = Optional.empty();

  @Mixin
  private AddressOptions address;

  /** Returns {@code overrides} with the settings for live pages of the options that are given. */
  public List<String> added(List<String> overrides) {
    ui.filter(value -> !value.isEmpty() && !value.equals(WHILE_RUNNING)).ifPresent(value -> {
      throw new UserException("--ui: must be --ui or --ui=" + WHILE_RUNNING + ", is --ui=" + value);
    });
    List<String> all = new ArrayList<>(overrides);
    ui.ifPresent(value -> all.add("ui.enabled=true"));
    address.host().ifPresent(host -> all.add("ui.host=\"" + host + "\""));
    address.port().ifPresent(port -> all.add("ui.port=" + port));
    return all;
  }

  /**
   * Serves the runs in the default directory and in {@code more}, if {@code config} says so. If the server cannot start,
   * a warning is logged: the training is more important than the pages.
   *
   * @throws UserException if an address is given for pages that are not served
   */
  public LivePages serve(UiConfig config, Optional<Path> more) {
    if (!config.enabled()) {
      address.given().ifPresent(option -> {
        throw new UserException(option + ": needs --ui");
      });
      return new LivePages(Optional.empty(), false);
    }
    List<Path> roots = new ArrayList<>(List.of(RunDirectory.RUNS));
    more.ifPresent(roots::add);
    return new LivePages(start(config, roots), stays());
  }

  /** Returns whether someone at a terminal asked for the pages, and can end them. */
  private boolean stays() {
    return Boolean.getBoolean(TerminalWidth.OUTPUT) && ui.filter(String::isEmpty).isPresent();
  }

  private static Optional<UiServer> start(UiConfig config, List<Path> roots) {
    try {
      return Optional.of(UiServer.start(config, roots));
    } catch (UserException e) {
      LOG.warn("no live pages: {}; start them with {}", e.getMessage(),
          PluginCommand.of("ui", roots.get(roots.size() - 1)));
    } catch (RuntimeException e) {
      LOG.warn("no live pages", e);
    }
    return Optional.empty();
  }
}
