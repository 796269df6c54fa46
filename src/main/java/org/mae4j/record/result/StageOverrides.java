package org.mae4j.record.result;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings that a stage had instead of those of its run, at {@code settings.STAGE.KEY} of {@code results.json}. */
public final class StageOverrides {
  private static final String GROUP = "settings";

  private StageOverrides() {}

  /** Returns the settings by key, as {@code config.conf} has them, of each stage that has any. */
  public static SortedMap<String, SortedMap<String, String>> in(Results results) {
    SortedMap<String, SortedMap<String, String>> stages = new TreeMap<>();
    results.scalars().forEach((key, value) -> {
      String[] parts = key.split("\\.", 3);
      if (parts.length == 3 && parts[0].equals(GROUP)) {
        stages.computeIfAbsent(parts[1], stage -> new TreeMap<>()).put(parts[2], value.toString());
      }
    });
    return stages;
  }

  /** Replaces the settings of a stage. */
  public static void put(Results results, String stage, Map<String, String> settings) {
    String group = GROUP + "." + stage;
    results.remove(group);
    settings.forEach((key, value) -> results.put(group + "." + key, value));
  }
}
