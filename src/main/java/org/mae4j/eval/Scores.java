package org.mae4j.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mae4j.data.ImageSet;
import org.nd4j.evaluation.classification.Evaluation;

/**
 * The results of a classification, computed by DL4J's {@code Evaluation}.
 *
 * @param accuracy fraction of images whose class is right, in [0, 1]
 * @param macroF1 mean of F1 over the classes, in [0, 1]
 * @param confusion number of images by actual class (row) and predicted class (column)
 * @param predicted predicted class of each image
 */
public record Scores(double accuracy, double macroF1, int[][] confusion, int[] predicted) {

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
    Evaluation evaluation = new Evaluation(classes);
    for (int i = 0; i < predicted.length; i++) {
      evaluation.eval(predicted[i], actual[i]);
    }
    int[][] confusion = new int[classes][classes];
    for (int row = 0; row < confusion.length; row++) {
      for (int column = 0; column < confusion.length; column++) {
        confusion[row][column] = evaluation.getConfusionMatrix().getCount(row, column);
      }
    }
    return new Scores(evaluation.accuracy(), macroF1(confusion), confusion, predicted);
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

  /**
   * Returns the mean of F1 over all classes. DL4J's own macro F1 leaves out classes that were never predicted, whose
   * F1 is 0, and for two classes it is the F1 of the second.
   */
  private static double macroF1(int[][] confusion) {
    double sum = 0;
    for (int c = 0; c < confusion.length; c++) {
      int actual = 0;
      int predicted = 0;
      for (int other = 0; other < confusion.length; other++) {
        actual += confusion[c][other];
        predicted += confusion[other][c];
      }
      sum += actual + predicted == 0 ? 0 : 2.0 * confusion[c][c] / (actual + predicted);
    }
    return sum / confusion.length;
  }
}
