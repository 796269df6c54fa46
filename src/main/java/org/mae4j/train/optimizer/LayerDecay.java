package org.mae4j.train.optimizer;

import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A factor on the learning rate that decreases from the classifier to the input (Clark et al., arXiv 2003.10555;
 * arXiv 2111.06377, A.1).
 *
 * @param decay factor from one layer to the one before it, in (0, 1]
 * @param depth number of blocks of the encoder
 */
public record LayerDecay(double decay, int depth) implements ToDoubleFunction<String> {
  private static final Pattern BLOCK = Pattern.compile("encoder\\.blocks\\.(\\d+)\\..*");

  /**
   * Returns the factor of a parameter: 1 for the last norm and the classifier, decay^(depth + 1) for the embedding.
   */
  @Override
  public double applyAsDouble(String parameter) {
    return Math.pow(decay, depth + 1 - layer(parameter));
  }

  private int layer(String parameter) {
    Matcher block = BLOCK.matcher(parameter);
    if (block.matches()) {
      return Integer.parseInt(block.group(1)) + 1;
    }
    boolean input = parameter.startsWith("encoder.embedding") || parameter.equals("encoder.classToken")
        || parameter.equals("encoder.positions");
    return input ? 0 : depth + 1;
  }
}
