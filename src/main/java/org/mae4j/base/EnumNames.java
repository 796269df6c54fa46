package org.mae4j.base;

import java.util.Locale;

/** How the constants of an enum are spelt in a configuration: {@code CLASS_TOKEN} as {@code class-token}. */
public final class EnumNames {
  private EnumNames() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
