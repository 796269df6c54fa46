package org.mae4j.experiment.run;

import java.time.Instant;
import java.util.List;

/**
 * A command as it was given.
 *
 * @param started when
 * @param arguments words of the command line, without the program's name
 */
public record Invocation(Instant started, List<String> arguments) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }
}
