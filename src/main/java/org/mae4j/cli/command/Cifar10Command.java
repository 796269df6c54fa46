package org.mae4j.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mae4j.experiment.data.DataDownload;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

@Command(name = "cifar10", description = "Downloads the official archive of CIFAR-10 (170 MB), checks and unpacks it.")
final class Cifar10Command implements Callable<Integer> {
  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "data/cifar-10-batches-bin",
      description = "Where the six files go; by default ${DEFAULT-VALUE}.")
  private Path dir;

  @Override
  public Integer call() {
    DataDownload.cifar10(dir);
    return ExitCode.OK;
  }
}
