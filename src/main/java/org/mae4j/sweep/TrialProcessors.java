package org.mae4j.sweep;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.ProcessorKind;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;

/** Checks that a sweep resumes on the kind of processor that computed its trials. */
final class TrialProcessors {
  private TrialProcessors() {}

  /**
   * Requires the kind of the last run that has a provenance; its trial would otherwise be recorded as failed.
   *
   * @throws UserException if it was computed on another kind of processor
   */
  static void require(SweepPlan plan, Invocation invocation, SweepDirectory directory, List<TrialEvent> events) {
    // From the end, because the last run almost always has a provenance and the others need not be read.
    Optional<ProcessorKind> last = IntStream.rangeClosed(1, events.size())
        .mapToObj(i -> events.get(events.size() - i))
        .flatMap(event -> event instanceof TrialEvent.Started run ? Stream.of(run) : Stream.empty())
        .map(run -> new RunDirectory(directory.run(run.trial(), run.repetition(), plan.sweep().repeat())))
        .flatMap(run -> ProcessorKind.last(run.provenance()).stream()).findFirst();
    ProcessorKind present = ProcessorKind
        .present(invocation.devices().use(plan.experiment().compute().precision(), Optional::isPresent));
    if (last.isPresent() && last.get() != present) {
      throw new UserException(directory.path() + ": the trials were computed on " + last.get() + ", and " + present
          + " would give other results; resume it with " + last.get().command("sweep"));
    }
  }
}
