package org.mae4j.ui.dl4j;

import java.util.regex.Pattern;
import org.mae4j.model.layer.ModuleKind;

/**
 * A module of the model as the pages draw it.
 *
 * @param name on the pages; it is the beginning of no other name, because the pages find the parameters of a layer by
 *     the beginning of their names
 * @param inputs number of values of an input token
 * @param outputs number of values of an output token
 * @param parameters number of trainable values
 */
record ModelLayer(String name, ModuleKind kind, long inputs, long outputs, long parameters) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Returns the name that a module has on the pages: numbers have three digits, so {@code 1} does not begin {@code 10}. */
  static String name(String module) {
    return NUMBER.matcher(module).replaceAll(number -> String.format("%03d", Integer.valueOf(number.group())));
  }

  /**
   * Returns the name under which the pages know all weights of a layer together. They take a name that ends in W for a
   * weight; they show only weights on their first page, and the histogram of one until another parameter is chosen.
   */
  static String weights(String name) {
    return name + "_W";
  }
}
