package org.mae4j.base;

import java.util.List;
import java.util.Locale;

/** The names of the constants of an enum in configurations and files: {@code CLASS_TOKEN} is {@code class-token}. */
public final class EnumNames {
  private EnumNames() {}

  /** Returns the name of a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the names that a constant had in older versions. */
  public static List<String> formerNames(Enum<?> constant) {
    try {
      RenamedFrom renamed = constant.getDeclaringClass().getField(constant.name()).getAnnotation(RenamedFrom.class);
      return renamed == null ? List.of() : List.of(renamed.value());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
