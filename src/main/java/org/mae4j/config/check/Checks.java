package org.mae4j.config.check;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a record's components, so that all of it is reported at once. */
public final class Checks {
  private final List<InvalidConfigException.Problem> problems = new ArrayList<>();

  /**
   * Notes {@code message} against {@code key} unless {@code valid}.
   *
   * @param key path of the key that the message is about, relative to the record
   * @param related paths of the other keys whose values decided {@code valid}
   */
  public Checks require(boolean valid, String key, String message, String... related) {
    if (!valid) {
      problems.add(new InvalidConfigException.Problem(key, message, List.of(related)));
    }
    return this;
  }

  public Checks atLeast(long minimum, String key, long value) {
    String wanted = minimum == 0 ? "not be negative" : "be at least " + minimum;
    return require(value >= minimum, key, "must " + wanted + ", is " + value);
  }

  /** Finite and above 0. */
  public Checks positive(String key, double value) {
    return require(value > 0 && Double.isFinite(value), key, "must be a finite number above 0, is " + value);
  }

  /** Finite and at least 0. */
  public Checks notNegative(String key, double value) {
    return require(value >= 0 && Double.isFinite(value), key, "must be a finite number of at least 0, is " + value);
  }

  /** In [0, 1). */
  public Checks share(String key, double value) {
    return require(value >= 0 && value < 1, key, "must lie in [0, 1), is " + value);
  }

  /** Returns what was found so far. */
  public List<InvalidConfigException.Problem> problems() {
    return List.copyOf(problems);
  }

  /** @throws InvalidConfigException if any requirement failed */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }
}
