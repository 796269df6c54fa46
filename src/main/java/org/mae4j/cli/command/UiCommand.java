package org.mae4j.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.pages.AddressOptions;
import org.mae4j.cli.option.pages.TerminationSignal;
import org.mae4j.config.UiConfig;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.ui.UiServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "ui", description = "Serves live pages of runs and sweeps, also of other processes, until Ctrl-C.",
    exitCodeList = {"0:stopped by Ctrl-C or SIGTERM", "1:the server failed", "2:wrong use, or the port is busy"})
public final class UiCommand implements Callable<Integer> {
  /** Options whose name is not that of the setting. */
  private static final Map<String, String> OPTIONS = Map.of("allowedHosts", "allowed-hosts");

  @Spec
  private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "RUN",
      description = "Directories of runs or sweeps, or directories that contain them; by default runs.")
  private List<Path> roots = List.of(RunDirectory.RUNS);

  @Mixin
  private AddressOptions address;

  @Option(names = "--allowed-hosts", defaultValue = "", paramLabel = "NAMES",
      description = "Further host names under which the pages answer, separated by commas, such as that of a proxy.")
  private String allowedHosts;

  @Override
  public Integer call() {
    requirePresent();
    try (UiServer server = UiServer.start(config(), roots)) {
      TerminationSignal signal = TerminationSignal.listen();
      spec.commandLine().getOut().println(server.address());
      spec.commandLine().getOut().flush();
      signal.await();
    }
    return ExitCode.OK;
  }

  /** Checks the directories that the user names; the default directory may be created later. */
  private void requirePresent() {
    for (Path root : roots) {
      if (!root.equals(RunDirectory.RUNS) && !Files.isDirectory(root)) {
        throw new UserException(root + ": no such directory");
      }
    }
  }

  private UiConfig config() {
    try {
      UiConfig defaults = ConfigLoader.byDefault().ui();
      return new UiConfig(true, address.host().orElse(defaults.host()), address.port().orElse(defaults.port()),
          allowedHosts);
    } catch (InvalidConfigException e) {
      InvalidConfigException.Problem problem = e.problems().get(0);
      throw new UserException("--" + OPTIONS.getOrDefault(problem.key(), problem.key()) + ": " + problem.message());
    }
  }
}
