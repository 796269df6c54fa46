package org.mae4j.config.check;

import java.util.List;
import java.util.stream.Collectors;

/** An exception for values of a configuration that are out of range or do not fit together. */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * A problem of one key.
   *
   * @param key dotted path of the key, relative to the record under construction
   * @param message the requirement and the value found, one line
   * @param related dotted paths of the other keys that {@code key} does not fit, empty if its value alone is invalid
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
