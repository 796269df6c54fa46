package org.mae4j.eval;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.data.ImageSet;

/**
 * The results of a classification.
 *
 * @param correct number of images whose class is right
 * @param macroF1 mean of F1 over all classes, in [0, 1]; the F1 of a class that is never predicted is 0
 * @param confusion number of images by actual class (row) and predicted class (column); empty for more than
 *     {@value #MOST_CLASSES_OF_MATRIX} classes, whose matrix can take gigabytes
 * @param predicted predicted class of each image
 */
public record Scores(int correct, double macroF1, Optional<int[][]> confusion, int[] predicted) {
  /** The largest number of classes for which there is a confusion matrix. */
  public static final int MOST_CLASSES_OF_MATRIX = 1000;

  /**
   * Returns the results of predictions.
   *
   * @param predictions a score for each class, {@code [images][classes]}; the highest is the prediction, and the first
   *     of equals
   */
  public static Scores of(float[][] predictions, ImageSet images) {
    return of(Arrays.stream(predictions).mapToInt(Scores::highest).toArray(), images);
  }

  /** @param predicted class of each image */
  public static Scores of(int[] predicted, ImageSet images) {
    return of(predicted, IntStream.range(0, predicted.length).map(images::label).toArray(), images.classNames().size());
  }

  /**
   * Returns the results of predictions.
   *
   * @param predicted class of each image
   * @param actual actual class of each image, in [0, {@code classes})
   */
  public static Scores of(int[] predicted, int[] actual, int classes) {
    int[] right = new int[classes];
    int[] both = new int[classes];
    for (int i = 0; i < predicted.length; i++) {
      right[actual[i]] += predicted[i] == actual[i] ? 1 : 0;
      both[actual[i]]++;
      both[predicted[i]]++;
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += both[c] == 0 ? 0 : 2.0 * right[c] / both[c];
    }
    return new Scores(Arrays.stream(right).sum(), sum / classes, confusion(predicted, actual, classes), predicted);
  }

  private static Optional<int[][]> confusion(int[] predicted, int[] actual, int classes) {
    if (classes > MOST_CLASSES_OF_MATRIX) {
      return Optional.empty();
    }
    int[][] confusion = new int[classes][classes];
    for (int i = 0; i < predicted.length; i++) {
      confusion[actual[i]][predicted[i]]++;
    }
    return Optional.of(confusion);
  }

  /** Returns the fraction of images whose class is right, in [0, 1]. */
  public double accuracy() {
    return correct / (double) predicted.length;
  }

  private static int highest(float[] scores) {
    int highest = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[highest]) {
        highest = i;
      }
    }
    return highest;
  }
}
