package org.mae4j.config.check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.base.file.UnnamablePath;

/** A collector of the problems of a record's components, so that all of them are reported at once. */
public final class Checks {
  private final List<InvalidConfigException.Problem> problems = new ArrayList<>();

  /**
   * Adds a problem unless {@code valid}.
   *
   * @param key dotted path of the key with the problem, relative to the record
   * @param message the requirement and the value found, one line
   * @param related dotted paths of the other keys that the requirement depends on
   */
  public Checks require(boolean valid, String key, String message, String... related) {
    if (!valid) {
      problems.add(new InvalidConfigException.Problem(key, message, List.of(related)));
    }
    return this;
  }

  /** Requires {@code value >= minimum}. */
  public Checks atLeast(long minimum, String key, long value) {
    String wanted = minimum == 0 ? "not be negative" : "be at least " + minimum;
    return require(value >= minimum, key, "must " + wanted + ", is " + value);
  }

  /** Requires a finite value above 0, also after rounding to single precision, in which networks are trained. */
  public Checks positive(String key, double value) {
    boolean valid = value > 0 && Double.isFinite(value);
    return require(valid, key, "must be a finite number above 0, is " + value)
        .single(key, value, !valid || (float) value > 0);
  }

  /** Requires a finite value of at least 0, also after rounding to single precision. */
  public Checks notNegative(String key, double value) {
    boolean valid = value >= 0 && Double.isFinite(value);
    return require(valid, key, "must be a finite number of at least 0, is " + value).single(key, value, true);
  }

  private Checks single(String key, double value, boolean valid) {
    return require(valid && (!Double.isFinite(value) || Float.isFinite((float) value)), key,
        "must lie in the range of single precision, 1.4e-45 to 3.4e38, is " + value);
  }

  /** Requires a rate of decay: a value in [0, 1), also after rounding to single precision. */
  public Checks decay(String key, double value) {
    return share(key, value).require(!(value < 1) || (float) value < 1, key,
        "is 1 in single precision; must be at most 0.99999994, is " + value);
  }

  /** Requires a value in [0, 1). */
  public Checks share(String key, double value) {
    return require(value >= 0 && value < 1, key, "must lie in [0, 1), is " + value);
  }

  /** Requires a value in (0, 1]. */
  public Checks fraction(String key, double value) {
    return require(value > 0 && value <= 1, key, "must lie in (0, 1], is " + value);
  }

  /** Requires text that can name a file. */
  @SuppressWarnings("ReturnValueIgnored") // only the exception counts
  public Checks path(String key, String text) {
    try {
      Path.of(text);
      return this;
    } catch (InvalidPathException e) {
      return require(false, key, UnnamablePath.problem(e));
    }
  }

  /** Returns the problems found so far. */
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
