package org.mae4j.engine.device.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.ArithmeticUtils;

/**
 * The elements of an output and their places in the arrays that take part: sizes of dimensions, and for each array the
 * number of elements from one index of a dimension to the next. Dimensions that are one behind the other in all arrays
 * are joined, so that a kernel divides less.
 *
 * @param sizes of at most {@value #MAX_RANK} dimensions, each above 1
 * @param strides for each array, as many as there are sizes
 */
public record Iteration(List<Integer> sizes, List<List<Integer>> strides) {
  public static final int MAX_RANK = 6;

  public Iteration {
    if (sizes.size() > MAX_RANK) {
      throw new UnsupportedOperationException("arrays of more than " + MAX_RANK + " dimensions: " + sizes);
    }
  }

  /** Returns the iteration over an array of shape {@code sizes}, with the strides of each array in its dimensions. */
  public static Iteration of(int[] sizes, int[]... strides) {
    List<Integer> joined = new ArrayList<>();
    List<List<Integer>> joinedStrides = new ArrayList<>();
    for (int i = 0; i < strides.length; i++) {
      joinedStrides.add(new ArrayList<>());
    }
    for (int dimension = 0; dimension < sizes.length; dimension++) {
      if (sizes[dimension] > 1) {
        add(dimension, sizes, strides, joined, joinedStrides);
      }
    }
    return new Iteration(joined, joinedStrides);
  }

  private static void add(int dimension, int[] sizes, int[][] strides, List<Integer> joined,
      List<List<Integer>> joinedStrides) {
    int last = joined.size() - 1;
    boolean behind = last >= 0;
    for (int i = 0; behind && i < strides.length; i++) {
      behind = joinedStrides.get(i).get(last) == strides[i][dimension] * sizes[dimension];
    }
    for (int i = 0; i < strides.length; i++) {
      if (behind) {
        joinedStrides.get(i).set(last, strides[i][dimension]);
      } else {
        joinedStrides.get(i).add(strides[i][dimension]);
      }
    }
    if (behind) {
      joined.set(last, joined.get(last) * sizes[dimension]);
    } else {
      joined.add(sizes[dimension]);
    }
  }

  /** Returns the number of elements. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the largest length of vectors that all arrays are made of: vectors of neighbors in the last dimension, which
   * start at multiples of their length.
   */
  int neighbors() {
    int last = sizes.size() - 1;
    if (last < 0 || strides.stream().anyMatch(each -> each.get(last) != 1)) {
      return 1;
    }
    return strides.stream().flatMap(each -> each.subList(0, last).stream())
        .reduce(sizes.get(last), ArithmeticUtils::gcd);
  }

  /** Returns the iteration over vectors of {@code length} elements, a divisor of {@link #neighbors}. */
  Iteration ofVectors(int length) {
    if (length == 1) {
      return this;
    }
    int last = sizes.size() - 1;
    List<Integer> vectors = new ArrayList<>(sizes);
    vectors.set(last, sizes.get(last) / length);
    return new Iteration(vectors, strides.stream()
        .map(each -> IntStream.rangeClosed(0, last).mapToObj(i -> i < last ? each.get(i) / length : 1).toList())
        .toList());
  }

  /** Appends the arguments of a kernel: {@value #MAX_RANK} sizes, then the strides of each array. */
  void appendTo(List<Number> arguments) {
    append(arguments, sizes, 1);
    strides.forEach(each -> append(arguments, each, 0));
  }

  private static void append(List<Number> arguments, List<Integer> values, int missing) {
    for (int i = values.size(); i < MAX_RANK; i++) {
      arguments.add(missing);
    }
    arguments.addAll(values);
  }

  /** Returns the sizes of an array. */
  public static int[] sizes(DeviceArray array) {
    return array.shape().stream().mapToInt(Math::toIntExact).toArray();
  }

  /** Returns the strides of a dense array. */
  public static int[] dense(int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    return strides;
  }

  /**
   * Returns the strides of an array that is repeated to fill {@code sizes}: 0 in the dimensions that it has once. Its
   * dimensions are the last ones.
   */
  static int[] repeated(DeviceArray array, int[] sizes) {
    int[] own = sizes(array);
    int[] dense = dense(own);
    int[] strides = new int[sizes.length];
    int missing = sizes.length - own.length;
    for (int i = missing; i < sizes.length; i++) {
      strides[i] = own[i - missing] == 1 ? 0 : dense[i - missing];
      if (own[i - missing] != 1 && own[i - missing] != sizes[i]) {
        throw new UnsupportedOperationException("an array of shape " + array.shape() + " cannot fill another shape");
      }
    }
    return strides;
  }
}
