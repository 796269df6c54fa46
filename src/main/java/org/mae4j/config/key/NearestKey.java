package org.mae4j.config.key;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known key that is most similar to an unknown one, for messages about misspelled keys. */
public final class NearestKey {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private NearestKey() {}

  /** Returns the most similar of {@code candidates}. The last name counts most: a key may be in the wrong group. */
  public static String of(String path, Set<String> candidates) {
    ToIntFunction<String> cost = known -> isAbbreviation(last(path), last(known))
        ? 4 + DISTANCE.apply(group(path), group(known))
        : 4 * DISTANCE.apply(last(path), last(known)) + DISTANCE.apply(path, known);
    return candidates.stream().min(Comparator.comparingInt(cost)).orElseThrow();
  }

  /** Returns whether {@code name} has the initials of {@code known}, such as lr of baseLearningRate. */
  private static boolean isAbbreviation(String name, String known) {
    String initials = (known.charAt(0) + known.substring(1).replaceAll("[^A-Z]", "")).toLowerCase(Locale.ROOT);
    return name.length() > 1 && initials.endsWith(name);
  }

  /** Returns the path of the group of a key; empty for a key of the root. */
  static String group(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Returns the last name of a path. */
  static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
