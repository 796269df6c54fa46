package org.mae4j.config.value;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.Optional;

/** The text of a HOCON value. */
public final class ValueText {
  private ValueText() {}

  /** Returns a value as it was written; as a number, the library would round large ones. */
  static Optional<String> of(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  /** Returns the number that a value is; empty if it is none. */
  static Optional<BigDecimal> number(ConfigValue value) {
    try {
      return of(value).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns {@code value} as a message shows it. */
  public static String shown(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> "'" + value.unwrapped().toString().replaceAll("\\R", " ") + "'";
      case OBJECT -> "a group of keys";
      case NUMBER, BOOLEAN -> of(value).orElseThrow();
      case LIST, NULL -> value.render(ConfigRenderOptions.concise());
    };
  }
}
