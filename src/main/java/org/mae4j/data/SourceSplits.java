package org.mae4j.data;

import java.util.List;
import java.util.Optional;

/**
 * All images of a {@link DataSource}, in its own splits.
 *
 * @param train training images; validation images are taken from them later
 * @param unlabeled further training images without labels, if the data set has a part of its own for them
 * @param test test images, of the same classes in the same order as {@code train}; empty if the data set has none
 * @param skipped number of files that were left out because they are unreadable or have another shape
 * @param notes what else was left out or changed, one line each
 */
public record SourceSplits(ImageSet train, Optional<ImageSet> unlabeled, Optional<ImageSet> test, int skipped,
    List<String> notes) {

  public SourceSplits {
    notes = List.copyOf(notes);
  }

  /** Makes the splits of a data set of which there is nothing to note. */
  public SourceSplits(ImageSet train, Optional<ImageSet> unlabeled, Optional<ImageSet> test, int skipped) {
    this(train, unlabeled, test, skipped, List.of());
  }

  /** Makes the splits of a data set whose images all have labels. */
  public SourceSplits(ImageSet train, ImageSet test, int skipped) {
    this(train, Optional.empty(), Optional.of(test), skipped);
  }
}
