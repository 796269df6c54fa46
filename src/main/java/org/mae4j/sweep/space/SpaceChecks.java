package org.mae4j.sweep.space;

import com.typesafe.config.ConfigValue;
import java.util.function.Consumer;
import org.mae4j.config.hocon.ExperimentKey;
import org.mae4j.config.hocon.ValueReader;

/** Tells what is wrong with the space of one key, and keeps in mind whether anything is. */
final class SpaceChecks {
  private final ExperimentKey key;
  private final Consumer<String> problems;
  private boolean valid = true;

  /** @param problems told each one in one line */
  SpaceChecks(ExperimentKey key, Consumer<String> problems) {
    this.key = key;
    this.problems = problems;
  }

  /** Whether nothing was wrong so far. */
  boolean valid() {
    return valid;
  }

  void require(boolean holds, String message) {
    if (!holds) {
      fail(message);
    }
  }

  /** Requires that the key can have {@code value}. */
  void requireFitting(ConfigValue value) {
    key.problem(value).ifPresent(this::fail);
  }

  /** @param fits whether the key's type can have values of {@code kind} */
  void requireType(boolean fits, String kind) {
    require(fits, kind + " does not fit: the key must be " + ValueReader.wanted(key.type()));
  }

  void fail(String message) {
    valid = false;
    problems.accept(message);
  }
}
