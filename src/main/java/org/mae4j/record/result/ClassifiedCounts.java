package org.mae4j.record.result;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The number of images that a classifier classifies correctly, of all images of a split.
 *
 * @param correct number of images that are classified correctly
 * @param images number of all images
 */
public record ClassifiedCounts(long correct, long images) {
  /** Returns the counts of a confusion matrix {@code [true class][predicted class]}. */
  public static ClassifiedCounts of(int[][] confusion) {
    return new ClassifiedCounts(IntStream.range(0, confusion.length).mapToLong(i -> confusion[i][i]).sum(),
        Arrays.stream(confusion).flatMapToInt(Arrays::stream).asLongStream().sum());
  }

  /** Returns the confidence interval of the accuracy. @throws IllegalArgumentException if there are no images */
  public Interval interval() {
    return Interval.wilson(correct, images);
  }
}
