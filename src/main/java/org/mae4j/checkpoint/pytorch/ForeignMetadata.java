package org.mae4j.checkpoint.pytorch;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFile;

/**
 * The metadata of a file as values. Their text never becomes a setting: anyone can have written the file, and a setting
 * may have line breaks and substitutions.
 */
record ForeignMetadata(TensorFile file) {
  boolean has(String key) {
    return file.metadata().containsKey(key);
  }

  Optional<Integer> integer(String key) {
    return value(key, "an integer", Integer::valueOf);
  }

  Optional<Double> number(String key) {
    return value(key, "a number", ForeignMetadata::finite);
  }

  /** Returns numbers that are separated by commas. */
  Optional<List<Double>> numbers(String key) {
    return value(key, "numbers separated by commas",
        text -> text.isEmpty() ? List.of() : Stream.of(text.split(",", -1)).map(ForeignMetadata::finite).toList());
  }

  /** Returns a boolean of Java, JSON or Python. */
  Optional<Boolean> flag(String key) {
    return value(key, "true or false", text -> switch (text) {
      case "true", "True" -> true;
      case "false", "False" -> false;
      default -> throw new NumberFormatException(text);
    });
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  private <T> Optional<T> value(String key, String wanted, Function<String, T> parser) {
    return Optional.ofNullable(file.metadata().get(key)).map(text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new CheckpointException(file.file(),
            "its metadata have " + key + " = '" + text + "', which is not " + wanted);
      }
    });
  }
}
