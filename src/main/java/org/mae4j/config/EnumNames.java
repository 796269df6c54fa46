package org.mae4j.config;

import java.util.Locale;

/** How the constants of an enum are spelt in a configuration: {@code CLASS_TOKEN} as {@code class-token}. */
final class EnumNames {
  private EnumNames() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
