package org.mae4j.config.extension;

/**
 * An extension chosen by a configuration, with its settings. A file writes it as a group, {@code masking { kind =
 * block, minimum = 4 }}, or as the name alone, {@code masking = block}, if all settings keep their defaults.
 *
 * @param kind name of the extension
 * @param settings of the class of the extension's {@link Extension#defaults()}
 */
public record Choice(String kind, Record settings) {
  /** The key beside the settings that names the extension. */
  public static final String KIND = "kind";

  /** Returns a choice of an extension that has no settings. */
  public static Choice of(String kind) {
    return new Choice(kind, new NoSettings());
  }
}
