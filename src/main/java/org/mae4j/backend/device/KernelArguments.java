package org.mae4j.backend.device;

import java.util.List;

/**
 * The arguments of a launch, in the order of the declaration.
 *
 * @param values addresses and 64-bit integers as {@link Long}, 32-bit integers as {@link Integer}, and {@link Float}
 */
public record KernelArguments(List<Number> values) {
  public KernelArguments {
    values = List.copyOf(values);
    values.forEach(KernelArguments::requireKnown);
  }

  /** Returns arguments in order. */
  public static KernelArguments of(Number... values) {
    return new KernelArguments(List.of(values));
  }

  private static void requireKnown(Number value) {
    if (!(value instanceof Long || value instanceof Integer || value instanceof Float)) {
      throw new IllegalArgumentException("a kernel takes no " + value.getClass().getSimpleName());
    }
  }
}
