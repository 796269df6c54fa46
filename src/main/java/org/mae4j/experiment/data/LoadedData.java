package org.mae4j.experiment.data;

import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.data.DataSplits;

/**
 * The data of an experiment.
 *
 * @param digests SHA-256 of the images by the name of each split
 */
public record LoadedData(DataSplits splits, Map<String, String> digests) {

  /** @throws UserException if a digest differs from the one {@code before} the interruption */
  public void requireSame(Map<String, String> before) {
    Stream.concat(digests.keySet().stream(), before.keySet().stream()).distinct().forEach(split -> {
      String digest = digests.getOrDefault(split, "that of no images");
      String was = before.getOrDefault(split, "that of no images");
      if (!digest.equals(was)) {
        throw new UserException("the data has changed since the run started: the SHA-256 of the " + split
            + " images is " + digest + ", was " + was);
      }
    });
  }
}
