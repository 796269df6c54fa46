package org.mae4j.config.key;

import java.util.SortedMap;
import org.mae4j.config.setting.WithoutEffect;
import org.mae4j.config.value.ConfigRenderer;

/** The settings that can change results. */
public final class EffectiveSettings {
  private EffectiveSettings() {}

  /** Returns those of {@link ConfigRenderer#values} that can change results. */
  public static SortedMap<String, String> of(Record group) {
    SortedMap<String, String> values = ConfigRenderer.values(group);
    values.keySet().removeAll(KnownKeys.of(group.getClass()).annotated(WithoutEffect.class));
    return values;
  }
}
