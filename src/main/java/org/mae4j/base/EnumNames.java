package org.mae4j.base;

import java.util.Locale;

/** Names of enum constants in a configuration: {@code CLASS_TOKEN} is {@code class-token}. */
public final class EnumNames {
  private EnumNames() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
