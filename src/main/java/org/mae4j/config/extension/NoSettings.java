package org.mae4j.config.extension;

/** The settings of an extension that has none. */
public record NoSettings() {}
