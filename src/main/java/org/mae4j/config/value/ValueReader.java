package org.mae4j.config.value;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.EnumNames;

/**
 * Converts a HOCON value to the type of a record component: int, long, double, boolean, String, an enum, a list of
 * doubles, or a list of records of such values, each of which is a group with all keys of the record. Numbers and
 * booleans may be quoted, as those of environment variables are. A whole number may be written as 1e3, but not with a
 * fraction.
 */
public final class ValueReader {
  private ValueReader() {}

  /** Returns the value; empty if {@code value} is not of {@code type}, for which {@link #problem} gives the reason. */
  public static Optional<?> read(Type type, ConfigValue value) {
    if (type == int.class || type == long.class) {
      Optional<BigDecimal> whole = ValueText.number(value).filter(n -> isWhole(n) && inRange(n, type));
      return type == int.class ? whole.map(BigDecimal::intValueExact) : whole.map(BigDecimal::longValueExact);
    } else if (type == double.class) {
      return ValueText.number(value).map(BigDecimal::doubleValue).filter(Double::isFinite);
    } else if (type == boolean.class) {
      return ValueText.of(value).filter(t -> t.equals("true") || t.equals("false")).map(Boolean::valueOf);
    } else if (type == String.class) {
      return ValueText.of(value);
    } else if (type instanceof Class<?> choice && choice.isEnum()) {
      return ValueText.of(value).flatMap(t -> constants(choice).filter(c -> EnumNames.of(c).equals(t)).findFirst());
    }
    Optional<Class<?>> item = itemType(type);
    return item.isPresent() ? records(item.get(), value) : numbers(value);
  }

  /** Returns one line that says what {@code value} must be and what it is. */
  public static String problem(Type type, ConfigValue value) {
    boolean tooLarge = (type == int.class || type == long.class)
        && ValueText.number(value).filter(n -> isWhole(n) && !inRange(n, type)).isPresent();
    return "must " + (tooLarge ? "lie in [" + minimum(type) + ", " + maximum(type) + "]" : "be " + wanted(type))
        + ", is " + ValueText.shown(value);
  }

  /** Returns a description of the values of {@code type}. */
  public static String wanted(Type type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == double.class) {
      return "a finite number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == String.class) {
      return "text";
    } else if (type instanceof Class<?> choice && choice.isEnum()) {
      return "one of " + constants(choice).map(EnumNames::of).collect(Collectors.joining(", "));
    }
    return itemType(type).map(ValueReader::groups).orElse("a list of finite numbers");
  }

  /** Returns the type of the records in a list; empty if {@code type} is a list of something else. */
  private static Optional<Class<?>> itemType(Type type) {
    return type instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> item
        && item.isRecord() ? Optional.of(item) : Optional.empty();
  }

  private static String groups(Class<?> item) {
    return "a list of groups, each with " + RecordComponents.of(item).stream()
        .map(component -> component.getName() + " (" + wanted(component.getGenericType()) + ")")
        .collect(Collectors.joining(" and "));
  }

  private static Optional<List<Record>> records(Class<?> item, ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      return Optional.empty();
    }
    List<Record> records = list.stream().flatMap(group -> record(item, group).stream()).toList();
    return Optional.of(records).filter(all -> all.size() == list.size());
  }

  private static Optional<Record> record(Class<?> type, ConfigValue value) {
    Set<String> names = RecordComponents.of(type).stream().map(RecordComponent::getName).collect(Collectors.toSet());
    if (!(value instanceof ConfigObject group) || !group.keySet().equals(names)) {
      return Optional.empty();
    }
    List<?> arguments = RecordComponents.of(type).stream()
        .flatMap(component -> read(component.getGenericType(), group.get(component.getName())).stream()).toList();
    return Optional.of(arguments).filter(all -> all.size() == names.size())
        .map(all -> RecordComponents.construct(type, all.toArray()));
  }

  private static Optional<List<Double>> numbers(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      return Optional.empty();
    }
    List<Double> numbers = list.stream()
        .flatMap(item -> read(double.class, item).stream()).map(Double.class::cast).toList();
    return Optional.of(numbers).filter(all -> all.size() == list.size());
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean inRange(BigDecimal number, Type type) {
    return number.compareTo(BigDecimal.valueOf(minimum(type))) >= 0
        && number.compareTo(BigDecimal.valueOf(maximum(type))) <= 0;
  }

  private static long minimum(Type type) {
    return type == int.class ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }

  private static long maximum(Type type) {
    return type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
  }

  private static Stream<Enum<?>> constants(Class<?> choice) {
    return Arrays.stream(choice.getEnumConstants()).map(constant -> (Enum<?>) constant);
  }
}
