package org.mae4j.model.layer;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mae4j.base.Seeds;
import org.mae4j.data.pixel.PixelScale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The trainable arrays of a model by name. All graphs of a model read the same arrays, so pre-training, probing and
 * fine-tuning share one encoder, and all of them see an optimizer's update in place.
 *
 * <p>An array is created when the first graph asks for it. Its values depend only on the seed and its own name, so an
 * encoder has the same initialization with and without a decoder.
 */
public final class Parameters implements AutoCloseable {
  private final DataType type;
  private final long seed;
  private final PixelScale scale;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private final Map<String, ParameterKind> kinds = new LinkedHashMap<>();

  /** Creates an empty set of parameters for pixels in [-1, 1]. */
  public Parameters(DataType type, long seed) {
    this(type, seed, PixelScale.SYMMETRIC);
  }

  /**
   * Creates an empty set of parameters.
   *
   * @param type FLOAT, or DOUBLE for gradient checks
   * @param seed of the initialization
   * @param scale values of the images that the model is trained on
   */
  public Parameters(DataType type, long seed, PixelScale scale) {
    this.type = type;
    this.seed = seed;
    this.scale = scale;
  }

  /** Returns the type of all arrays: FLOAT, or DOUBLE for gradient checks. */
  public DataType type() {
    return type;
  }

  /** Returns the values that images must have for these parameters. */
  public PixelScale scale() {
    return scale;
  }

  /**
   * Returns the array of a name, and creates it if it does not exist.
   *
   * @throws IllegalArgumentException if it exists with another shape
   */
  public INDArray getOrCreate(String name, ParameterKind kind, long... shape) {
    INDArray array = arrays.computeIfAbsent(name, n -> kind.initialize(Seeds.derive(seed, n), type, shape));
    kinds.putIfAbsent(name, kind);
    if (!Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException("parameter " + name + " has shape " + Arrays.toString(array.shape())
          + ", expected " + Arrays.toString(shape));
    }
    return array;
  }

  /** Returns the array of a name. @throws IllegalArgumentException if there is no parameter of that name */
  public INDArray get(String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return array;
  }

  /** Returns the kind of a parameter. @throws IllegalArgumentException if there is no parameter of that name */
  public ParameterKind kind(String name) {
    get(name);
    return kinds.get(name);
  }

  /** Returns the names in the order in which graphs asked for them. */
  public Set<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** Returns the number of trainable values. */
  public long count() {
    return arrays.values().stream().mapToLong(INDArray::length).sum();
  }

  /** Returns a copy with the same names, kinds and values. */
  public Parameters copy() {
    Parameters copy = new Parameters(type, seed, scale);
    arrays.forEach((name, array) -> copy.arrays.put(name, array.dup()));
    copy.kinds.putAll(kinds);
    return copy;
  }

  /** Overwrites the values of every array with those of {@code source}, which has at least the same names. */
  public void assign(Parameters source) {
    arrays.forEach((name, array) -> array.assign(source.get(name)));
  }

  /** Frees the native memory; graphs over these parameters can no longer be used. */
  @Override
  public void close() {
    arrays.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
    arrays.clear();
    kinds.clear();
  }

  /** Returns a row-major array of {@code type} that is not a view: SameDiff would silently copy a view. */
  static INDArray array(DataType type, double[] values, long... shape) {
    INDArray array = Nd4j.create(type, shape, 'c');
    try (INDArray doubles = Nd4j.createFromArray(values)) {
      array.assign(doubles.reshape('c', shape));
    }
    return array;
  }
}
