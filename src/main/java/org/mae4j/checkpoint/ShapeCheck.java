package org.mae4j.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares the tensors of a file with those of a model. */
public final class ShapeCheck {
  private static final int SHOWN = 3;

  private ShapeCheck() {}

  /**
   * Returns the tensors of {@code wanted} that the file lacks or has in another shape, one phrase each, in the order
   * of {@code wanted}. Additional tensors in the file are ignored.
   */
  public static List<String> differences(Map<String, long[]> wanted, TensorFile file) {
    List<String> differences = new ArrayList<>();
    wanted.forEach((name, shape) -> {
      if (!file.names().contains(name)) {
        differences.add(name + " is missing");
      } else if (!Arrays.equals(shape, file.shape(name))) {
        differences.add(name + " is " + StoredTensor.describe(file.shape(name)) + ", wanted "
            + StoredTensor.describe(shape));
      }
    });
    return differences;
  }

  /**
   * Checks that a file has the tensors of {@code wanted}.
   *
   * @throws CheckpointException naming the first differences and the number of the others, if there are any
   */
  public static void require(Map<String, long[]> wanted, TensorFile file) {
    List<String> differences = differences(wanted, file);
    if (!differences.isEmpty()) {
      int shown = Math.min(SHOWN, differences.size());
      String more = differences.size() == shown ? "" : "; and " + (differences.size() - shown) + " more";
      throw new CheckpointException(file.file(),
          "the checkpoint has another architecture: " + String.join("; ", differences.subList(0, shown)) + more);
    }
  }
}
