package org.mae4j.sweep.space;

import com.typesafe.config.ConfigValue;
import java.util.function.Consumer;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.value.ValueReader;

/** Collects the problems of the space of one key. */
final class SpaceChecks {
  private final ExperimentKey key;
  private final Consumer<String> problems;
  private boolean valid = true;

  /** @param problems receives each problem as one line */
  SpaceChecks(ExperimentKey key, Consumer<String> problems) {
    this.key = key;
    this.problems = problems;
  }

  /** Returns whether there was no problem so far. */
  boolean valid() {
    return valid;
  }

  void require(boolean holds, String message) {
    if (!holds) {
      fail(message);
    }
  }

  /** Reports a problem if the key does not accept {@code value}. */
  void requireFitting(ConfigValue value) {
    key.problem(value).ifPresent(this::fail);
  }

  /** Reports a problem unless {@code fits}. @param fits whether a space of {@code kind} suits the key's type */
  void requireType(boolean fits, String kind) {
    require(fits, kind + " does not suit this key, which must be " + ValueReader.wanted(key.type()));
  }

  void fail(String message) {
    valid = false;
    problems.accept(message);
  }
}
