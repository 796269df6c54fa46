package org.mae4j.engine.device.kernel;

import java.util.Arrays;

/**
 * A part of an array.
 *
 * @param first number of the first element in the array
 * @param sizes of the part
 * @param strides from one index of a dimension to the next, in elements of the array
 */
public record Slice(int first, int[] sizes, int[] strides) {
  /** The number of masks before the bounds in the arguments of {@code strided_slice}. */
  private static final int MASKS = 5;
  private static final int BEGIN_MASK = 0;
  private static final int ELLIPSIS_MASK = 1;
  private static final int END_MASK = 2;
  private static final int NEW_AXIS_MASK = 3;

  /**
   * Returns the part that {@code strided_slice} takes of an array.
   *
   * @param arguments five masks, then for all dimensions the begins, the ends and the strides
   */
  public static Slice of(long[] arguments, DeviceArray whole) {
    int rank = (arguments.length - MASKS) / 3;
    if (rank != whole.rank() || arguments[ELLIPSIS_MASK] != 0 || arguments[NEW_AXIS_MASK] != 0) {
      throw new UnsupportedOperationException("the slice " + Arrays.toString(arguments) + " of " + whole.shape());
    }
    int[] dense = Iteration.dense(Iteration.sizes(whole));
    int[] sizes = new int[rank];
    int[] strides = new int[rank];
    int first = 0;
    for (int i = 0; i < rank; i++) {
      int step = Math.toIntExact(arguments[MASKS + 2 * rank + i]);
      int begin = isMasked(arguments[BEGIN_MASK], i) ? 0 : within(arguments[MASKS + i], whole.size(i));
      int end = isMasked(arguments[END_MASK], i) ? whole.size(i)
          : within(arguments[MASKS + rank + i], whole.size(i));
      if (step < 1) {
        throw new UnsupportedOperationException("a slice in steps of " + step);
      }
      sizes[i] = (end - begin + step - 1) / step;
      strides[i] = dense[i] * step;
      first += begin * dense[i];
    }
    return new Slice(first, sizes, strides);
  }

  private static boolean isMasked(long mask, int dimension) {
    return (mask >> dimension & 1) == 1;
  }

  private static int within(long index, int size) {
    return Math.toIntExact(index < 0 ? index + size : Math.min(index, size));
  }

  /** Returns the place of {@code part} in {@code whole}, from index {@code from} of dimension {@code axis} on. */
  public static Slice along(int axis, int from, DeviceArray part, DeviceArray whole) {
    int[] strides = Iteration.dense(Iteration.sizes(whole));
    return new Slice(from * strides[axis], Iteration.sizes(part), strides);
  }

  /** Returns the address of the first element. */
  public long address(DeviceArray whole) {
    return whole.address() + (long) first * whole.type().width();
  }
}
