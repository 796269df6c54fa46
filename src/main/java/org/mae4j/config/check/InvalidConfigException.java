package org.mae4j.config.check;

import java.util.List;
import java.util.stream.Collectors;

/** Values of a configuration that are out of range or do not fit together. */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * What is wrong with one key.
   *
   * @param key dotted path of the key, relative to the record that was being built
   * @param message what was expected and what was found, one line
   * @param related paths of the other keys that do not fit {@code key}, empty when it is out of range by itself
   */
  public record Problem(String key, String message, List<String> related) {
    public Problem {
      related = List.copyOf(related);
    }
  }

  public InvalidConfigException(List<Problem> problems) {
    super(problems.stream().map(p -> p.key() + ": " + p.message()).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
