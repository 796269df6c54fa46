package org.mae4j.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Threads as an option of their own, for they change no outcome. */
public final class ThreadsOption {
  @Option(names = "--threads", paramLabel = "N",
      description = "Threads that compute, 0 for the physical cores; the same as threads=N.")
  private Optional<Integer> threads = Optional.empty();

  /** {@code overrides}, and the threads where they were given. */
  public List<String> added(List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    threads.ifPresent(count -> all.add("threads=" + count));
    return all;
  }
}
