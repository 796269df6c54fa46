package org.mae4j.sweep.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * The run of a candidate, as it is sent to another machine.
 *
 * @param title for people, such as {@code candidate 3}
 * @param config as {@code config.conf} has it
 * @param figure key of {@code results.json} that the candidate is judged by
 * @param dataDirectory where this machine has the data, absolute; empty for data without a directory
 * @param dataDigests SHA-256 of the images, by the name of each split
 * @param started when the sweep's command was given
 * @param arguments of that command
 * @param sweep directory of the sweep on this machine, absolute
 * @param name of the run's directory, below that
 */
public record RemoteRun(String title, String config, String figure, String dataDirectory,
    TreeMap<String, String> dataDigests, Instant started, ArrayList<String> arguments, String sweep, String name)
    implements Serializable {

  /** Directory of the run on this machine. */
  public Path directory() {
    return Path.of(sweep).resolve(name);
  }
}
