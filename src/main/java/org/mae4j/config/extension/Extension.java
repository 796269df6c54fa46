package org.mae4j.config.extension;

import java.util.List;
import org.mae4j.config.check.InvalidConfigException;

/**
 * Something that a configuration chooses by name: a masking, a decoder, a data source or an evaluation. An
 * implementation has a public constructor without arguments and no state, and its class is listed in
 * {@code META-INF/services/org.mae4j.config.extension.Extension} of its jar.
 */
public interface Extension {
  /** Returns the dotted configuration key whose value chooses among extensions of this kind. */
  String point();

  /** Returns the name that a configuration uses, lower-case letters, digits and '-'. */
  String name();

  /**
   * Returns the default settings. Their record's components are the keys that this extension adds to its point;
   * {@link NoSettings} if it has none.
   */
  Record defaults();

  /**
   * Checks settings that are valid alone against the group that contains the point.
   *
   * @param group record that has the {@link Choice} as a component
   * @param settings of this extension, of the class of {@link #defaults()}
   * @return problems, with keys relative to {@code group}; empty if there are none
   */
  default List<InvalidConfigException.Problem> check(Record group, Record settings) {
    return List.of();
  }
}
