package org.mae4j.data;

/**
 * All images of a {@link DataSource}, in its own split into training and test images.
 *
 * @param train training images; validation images are taken from them later
 * @param test test images, of the same classes in the same order
 * @param skipped number of files that were left out because they are unreadable or have another shape
 */
public record SourceSplits(ImageSet train, ImageSet test, int skipped) {}
