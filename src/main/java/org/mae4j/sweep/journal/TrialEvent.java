package org.mae4j.sweep.journal;

import java.util.SortedMap;

/** What happened to a candidate. */
public sealed interface TrialEvent
    permits TrialEvent.Started, TrialEvent.Measured, TrialEvent.Finished, TrialEvent.Pruned, TrialEvent.Failed, TrialEvent.Invalid, TrialEvent.Repeated {
  /** Counted from 1. */
  int candidate();

  /** A run began. */
  record Started(int candidate, int repetition, SortedMap<String, String> parameters) implements TrialEvent {}

  /** The first run came to an epoch after which candidates are compared. @param figure that is compared */
  record Measured(int candidate, int epoch, double figure) implements TrialEvent {}

  /**
   * A run ended.
   *
   * @param seconds in the process that ended it
   */
  record Finished(int candidate, int repetition, double objective, double seconds) implements TrialEvent {}

  /**
   * The candidate was given up.
   *
   * @param epoch after which it was compared with others
   * @param seconds in the process that ended it, without the time that it waited for the others
   */
  record Pruned(int candidate, int epoch, double figure, double seconds) implements TrialEvent {}

  /** A run failed, and with it the candidate. */
  record Failed(int candidate, int repetition, String reason, double seconds) implements TrialEvent {}

  /** The candidate's settings make no experiment. */
  record Invalid(int candidate, SortedMap<String, String> parameters, String reason) implements TrialEvent {}

  /** The candidate has the parameters of one before it, so it comes to the same. */
  record Repeated(int candidate, SortedMap<String, String> parameters, int earlier) implements TrialEvent {}
}
