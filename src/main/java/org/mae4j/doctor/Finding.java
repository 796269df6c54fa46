package org.mae4j.doctor;

import java.util.Optional;

/**
 * One thing that a doctor looked at.
 *
 * @param topic in a word or two
 * @param found what it is like
 * @param severity of what is wrong with it
 * @param problem what is wrong, and what to do; empty where nothing is
 */
public record Finding(String topic, String found, Severity severity, Optional<String> problem) {
  /** How much a problem matters. */
  public enum Severity { FINE, HINT, BROKEN }

  static Finding fine(String topic, String found) {
    return new Finding(topic, found, Severity.FINE, Optional.empty());
  }

  /** Something that one may want to know or change; all that is needed works. */
  static Finding hint(String topic, String found, String problem) {
    return new Finding(topic, found, Severity.HINT, Optional.of(problem));
  }

  /** Something that is needed, or that was asked for, does not work. */
  static Finding broken(String topic, String found, String problem) {
    return new Finding(topic, found, Severity.BROKEN, Optional.of(problem));
  }
}
