package org.mae4j.eval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks classes by the logits that a network computes itself.
 *
 * @param classes number of logits
 */
public record LogitsHead(int classes) implements ClassifierHead {
  @Override
  public List<RankedClasses> rank(float[][] outputs) {
    return Arrays.stream(outputs)
        .map(row -> RankedClasses.ofLogits(IntStream.range(0, row.length).mapToDouble(c -> row[c]).toArray())).toList();
  }
}
