package org.mae4j.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The classes of an image as a classifier ranks them.
 *
 * @param order index of each class, the most probable first
 * @param probabilities probability of each class by its index; they sum to 1
 */
public record RankedClasses(int[] order, double[] probabilities) {

  /** Ranks classes by logits; of classes with equal logits the first is first. */
  public static RankedClasses ofLogits(double[] logits) {
    double highest = Arrays.stream(logits).max().orElseThrow();
    double[] weights = Arrays.stream(logits).map(logit -> Math.exp(logit - highest)).toArray();
    double sum = Arrays.stream(weights).sum();
    return new RankedClasses(order(logits.length, Comparator.comparingDouble(c -> -logits[c])),
        Arrays.stream(weights).map(weight -> weight / sum).toArray());
  }

  /** Ranks classes; classes that {@code best} takes for equal keep their order. */
  public static RankedClasses of(double[] probabilities, Comparator<Integer> best) {
    return new RankedClasses(order(probabilities.length, best), probabilities);
  }

  private static int[] order(int classes, Comparator<Integer> best) {
    return IntStream.range(0, classes).boxed().sorted(best).mapToInt(Integer::intValue).toArray();
  }
}
