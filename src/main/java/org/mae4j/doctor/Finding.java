package org.mae4j.doctor;

import java.util.Optional;

/**
 * The result of one check.
 *
 * @param topic what was checked, one or two words
 * @param found description of what was found
 * @param severity severity of the problem
 * @param problem the problem and its solution; empty if there is none
 */
public record Finding(String topic, String found, Severity severity, Optional<String> problem) {
  /** The severity of a problem. */
  public enum Severity { FINE, HINT, BROKEN }

  static Finding fine(String topic, String found) {
    return new Finding(topic, found, Severity.FINE, Optional.empty());
  }

  /** Returns a problem that does not keep the program from working. */
  static Finding hint(String topic, String found, String problem) {
    return new Finding(topic, found, Severity.HINT, Optional.of(problem));
  }

  /** Returns a problem with something that the program needs or that the user asked for. */
  static Finding broken(String topic, String found, String problem) {
    return new Finding(topic, found, Severity.BROKEN, Optional.of(problem));
  }
}
