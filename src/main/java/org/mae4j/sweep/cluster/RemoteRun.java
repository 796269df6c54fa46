package org.mae4j.sweep.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;
import org.mae4j.sweep.objective.SweepObjective;

/**
 * A run of a trial, in the form that is sent to another machine.
 *
 * @param title for messages, such as {@code trial 3}
 * @param config text of {@code config.conf}
 * @param objectives at least one
 * @param dataDirectory absolute path of the data on this machine; empty for data without a directory
 * @param dataDigests SHA-256 of the images by the name of the split
 * @param started time at which the sweep's command was started
 * @param arguments of that command
 * @param sweep absolute path of the sweep's directory on this machine
 * @param name path of the run directory relative to {@code sweep}
 */
public record RemoteRun(String title, String config, ArrayList<SweepObjective> objectives, String dataDirectory,
    TreeMap<String, String> dataDigests, Instant started, ArrayList<String> arguments, String sweep, String name)
    implements Serializable {

  /** Returns the run directory on this machine. */
  public Path directory() {
    return Path.of(sweep).resolve(name);
  }
}
