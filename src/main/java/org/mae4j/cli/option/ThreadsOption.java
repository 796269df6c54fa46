package org.mae4j.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option for the number of threads, which has no effect on the results. */
public final class ThreadsOption {
  @Option(names = "--threads", paramLabel = "N",
      description = "Number of threads that compute, 0 for the physical cores; the same as threads=N.")
  private Optional<Integer> threads = Optional.empty();

  /** Returns {@code overrides} with the number of threads, if the option is given. */
  public List<String> added(List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    threads.ifPresent(count -> all.add("threads=" + count));
    return all;
  }
}
