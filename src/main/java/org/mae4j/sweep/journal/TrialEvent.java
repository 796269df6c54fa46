package org.mae4j.sweep.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;

/** Something that happened to a trial. Journals call the number of a trial {@code candidate}. */
public sealed interface TrialEvent extends JournalLine {
  /** Returns the number of the trial, from 1. */
  int trial();

  /**
   * A run of the trial was started.
   *
   * @param repetition number of the run, from 1
   * @param parameters sampled values by key, as {@code config.conf} has them
   */
  record Started(@JsonProperty("candidate") int trial, int repetition, SortedMap<String, String> parameters)
      implements TrialEvent {}

  /**
   * The first run of the trial reached an epoch after which trials are compared.
   *
   * @param epoch completed epochs, from 1
   * @param value value that is compared
   * @param cpuMinutes CPU minutes of the training; 0 if the sweep counts epochs
   */
  record Measured(@JsonProperty("candidate") int trial, int epoch, @JsonProperty("figure") double value,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) double cpuMinutes) implements TrialEvent {

    /** Creates the event of a sweep that counts epochs. */
    public Measured(int trial, int epoch, double value) {
      this(trial, epoch, value, 0);
    }
  }

  /**
   * A run of the trial finished.
   *
   * @param repetition number of the run, from 1
   * @param objective value of the first objective
   * @param seconds duration of the run; of a process that was interrupted, up to its last row of {@code system.csv}
   * @param others values of the other objectives in the order of the heading
   */
  record Finished(@JsonProperty("candidate") int trial, int repetition, double objective, double seconds,
      @JsonInclude(Include.NON_EMPTY) List<Double> others) implements TrialEvent {
    public Finished {
      others = List.copyOf(others);
    }

    /** Creates the event of a sweep with one objective. */
    public Finished(int trial, int repetition, double objective, double seconds) {
      this(trial, repetition, objective, seconds, List.of());
    }
  }

  /**
   * The trial was pruned.
   *
   * @param epoch completed epochs, from 1
   * @param value value that was compared
   * @param seconds as {@link Finished#seconds}, without the time that the last process waited for other trials
   */
  record Pruned(@JsonProperty("candidate") int trial, int epoch, @JsonProperty("figure") double value, double seconds)
      implements TrialEvent {}

  /**
   * A run of the trial failed, and therefore the trial.
   *
   * @param repetition number of the run, from 1
   * @param reason one line
   * @param seconds as {@link Finished#seconds}, without the time before an earlier failure of the run
   */
  record Failed(@JsonProperty("candidate") int trial, int repetition, String reason, double seconds)
      implements TrialEvent {}

  /** The trial failed and is to continue: its run is resumed, or starts again. */
  record Retried(@JsonProperty("candidate") int trial) implements TrialEvent {}

  /**
   * The sampled parameters do not form a valid experiment; the trial does not run.
   *
   * @param reason one line
   * @param parameters sampled values by key, as {@code config.conf} has them
   */
  record Invalid(@JsonProperty("candidate") int trial, String reason, SortedMap<String, String> parameters)
      implements TrialEvent {}

  /**
   * The trial has the parameters of an earlier trial, and therefore its objective; it does not run.
   *
   * @param earlier number of that trial
   * @param parameters sampled values by key, as {@code config.conf} has them
   */
  record Repeated(@JsonProperty("candidate") int trial, int earlier, SortedMap<String, String> parameters)
      implements TrialEvent {}
}
