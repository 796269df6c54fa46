package org.mae4j.ui.dl4j.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.mae4j.model.layer.ModuleKind;

/**
 * A module of the model as Deeplearning4j's pages draw it.
 *
 * @param name name on the pages; no other name starts with it, because the pages find the parameters of a layer by the
 *     start of their names
 * @param inputs number of values of an input token
 * @param outputs number of values of an output token
 * @param parameters number of trainable values
 */
public record ModelLayer(String name, ModuleKind kind, long inputs, long outputs, long parameters) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Returns the name that a module has on the pages: numbers have three digits, so {@code 1} does not begin {@code 10}. */
  static String name(String module) {
    return NUMBER.matcher(module)
        .replaceAll(number -> String.format(Locale.ROOT, "%03d", Integer.valueOf(number.group())));
  }

  /**
   * Returns the name of the joint weights of a layer. The pages treat a name that ends in W as a weight. They only show
   * weights on their first page, and show the histogram of a weight until another parameter is selected.
   */
  static String weights(String name) {
    return name + "_W";
  }
}
