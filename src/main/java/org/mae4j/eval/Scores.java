package org.mae4j.eval;

import java.util.List;
import org.mae4j.data.ImageSet;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The results of a classification, computed by DL4J's {@code Evaluation}.
 *
 * @param accuracy fraction of images whose class is right, in [0, 1]
 * @param macroF1 mean of F1 over the classes, in [0, 1]
 * @param confusion number of images by actual class (row) and predicted class (column)
 */
public record Scores(double accuracy, double macroF1, int[][] confusion) {

  /**
   * Returns the results of predictions.
   *
   * @param predictions a score for each class, {@code [images][classes]}; the highest is the prediction
   */
  public static Scores of(float[][] predictions, ImageSet images) {
    List<String> classes = images.classNames();
    Evaluation evaluation = new Evaluation(classes);
    float[][] actual = new float[predictions.length][classes.size()];
    for (int i = 0; i < actual.length; i++) {
      actual[i][images.label(i)] = 1;
    }
    try (INDArray labels = Nd4j.createFromArray(actual); INDArray guesses = Nd4j.createFromArray(predictions)) {
      evaluation.eval(labels, guesses);
    }
    int[][] confusion = new int[classes.size()][classes.size()];
    for (int row = 0; row < confusion.length; row++) {
      for (int column = 0; column < confusion.length; column++) {
        confusion[row][column] = evaluation.getConfusionMatrix().getCount(row, column);
      }
    }
    return new Scores(evaluation.accuracy(), macroF1(confusion), confusion);
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
