package org.mae4j.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.mae4j.base.UserException;
import org.mae4j.config.extension.Extensions;
import org.mae4j.data.download.Downloadable;
import org.mae4j.experiment.data.DataDownload;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "data", description = "Downloads a data set and checks it. Without a name, lists the data sets.")
public final class DataCommand implements Callable<Integer> {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Data set to download, for example cifar10.")
  private Optional<String> name;

  @Option(names = "--dir", paramLabel = "DIR",
      description = "Directory for the files; by default the one that the environment variable of the data set names, "
          + "such as MAE4J_CIFAR10, or else the one that the list shows.")
  private Optional<Path> dir;

  @Override
  public Integer call() {
    if (name.isPresent()) {
      Downloadable source = source(name.get());
      DataDownload.download(source, dir.or(() -> source.named(System::getenv)));
    } else {
      Extensions.of(Downloadable.class).values().forEach(this::list);
    }
    return ExitCode.OK;
  }

  private static Downloadable source(String name) {
    SortedMap<String, Downloadable> known = Extensions.of(Downloadable.class);
    return Optional.ofNullable(known.get(name)).orElseThrow(() -> new UserException(
        "data set '" + name + "' cannot be downloaded; use one of " + String.join(", ", known.keySet())));
  }

  private void list(Downloadable source) {
    spec.commandLine().getOut().printf(Locale.ROOT, "%s: %s, %d MB, to %s%n", source.name(), source.title(),
        source.archive().bytes() / 1_000_000, source.directory());
  }
}
