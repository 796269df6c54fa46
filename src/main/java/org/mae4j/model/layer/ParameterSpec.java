package org.mae4j.model.layer;

import java.util.List;

/**
 * A parameter of a layer, without its values.
 *
 * @param name of the parameter in {@link Parameters}
 * @param shape of its array
 */
public record ParameterSpec(String name, ParameterKind kind, List<Long> shape) {
  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /** Returns the number of its values. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
