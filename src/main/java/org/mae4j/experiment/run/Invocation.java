package org.mae4j.experiment.run;

import java.time.Instant;
import java.util.List;

/**
 * A command of the user.
 *
 * @param started time of the start
 * @param arguments words of the command line without the name of the program
 * @param observer observer of the run that the command starts
 */
public record Invocation(Instant started, List<String> arguments, RunObserver observer) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }

  /** Creates a command whose run nobody observes. */
  public Invocation(Instant started, List<String> arguments) {
    this(started, arguments, RunObserver.NONE);
  }

  /** Returns this command with an observer of its run. */
  public Invocation observedBy(RunObserver other) {
    return new Invocation(started, arguments, other);
  }
}
