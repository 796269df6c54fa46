package org.mae4j.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a record's components, so that all of it is reported at once. */
final class Checks {
  private final List<InvalidConfigException.Problem> problems = new ArrayList<>();

  /** Notes {@code message} against {@code key}, a path relative to the record, unless {@code valid}. */
  Checks require(boolean valid, String key, String message) {
    if (!valid) {
      problems.add(new InvalidConfigException.Problem(key, message));
    }
    return this;
  }

  /** @throws InvalidConfigException if any requirement failed */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }
}
