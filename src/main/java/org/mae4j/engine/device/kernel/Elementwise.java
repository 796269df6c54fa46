package org.mae4j.engine.device.kernel;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.backend.device.Device;

/** Launches the kernels of {@code elementwise.cu}. */
public final class Elementwise {
  private Elementwise() {}

  /**
   * Computes a function of each element of one array.
   *
   * @param iteration with the strides of source and target
   */
  public static void map(Device device, String kernel, Iteration iteration, long source, long target, double scalar) {
    combine(device, kernel, new Iteration(iteration.sizes(),
        List.of(iteration.strides().get(0), iteration.strides().get(0), iteration.strides().get(1))), source, source,
        target, scalar);
  }

  /**
   * Computes a function of pairs of elements.
   *
   * @param iteration with the strides of left, right and target
   */
  public static void combine(Device device, String kernel, Iteration iteration, long left, long right, long target,
      double scalar) {
    int length = Vectors.length(iteration.neighbors(), left, right, target);
    Iteration vectors = iteration.ofVectors(length);
    int count = vectors.count();
    List<Number> arguments = new ArrayList<>(List.of(count, vectors.sizes().size()));
    vectors.appendTo(arguments);
    arguments.addAll(List.of(left, right, target, (float) scalar));
    Vectors.launch(device, KernelFile.ELEMENTWISE, kernel, length, count, arguments.toArray(Number[]::new));
  }

  /** Returns the iteration over {@code target}, which is dense, of arrays that are repeated to fill it. */
  public static Iteration filling(DeviceArray target, DeviceArray... sources) {
    int[] sizes = Iteration.sizes(target);
    int[][] strides = new int[sources.length + 1][];
    for (int i = 0; i < sources.length; i++) {
      strides[i] = Iteration.repeated(sources[i], sizes);
    }
    strides[sources.length] = Iteration.dense(sizes);
    return Iteration.of(sizes, strides);
  }
}
