package org.mae4j.ui.dl4j;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A layer as the pages draw it: an embedding with its positions and tokens, a block, a norm, a linear layer.
 *
 * @param name no name begins with another one, for the pages find a layer's parameters by the beginnings of their names
 * @param inputs values of a token that come in
 * @param outputs values of a token that go out
 * @param parameters trainable numbers
 */
record ModelLayer(String name, long inputs, long outputs, long parameters) {
  private static final Pattern BLOCK = Pattern.compile("((?:en|de)coder)\\.blocks\\.(\\d+)(?:\\.(.*))?");
  private static final Pattern TOKEN = Pattern.compile("((?:en|de)coder)\\.(classToken|maskToken|positions)");
  private static final Pattern LAYER = Pattern.compile("(.*)\\.(weight|bias)");

  /** What layers compute. */
  enum Kind { LINEAR, TRANSFORMER_BLOCK, LAYER_NORM, POOLING }

  /** The name of the layer in which {@code layerOrParameter} of the model stands. */
  static String of(String layerOrParameter) {
    Matcher block = BLOCK.matcher(layerOrParameter);
    if (block.matches()) {
      return String.format("%s.blocks.%03d", block.group(1), Integer.valueOf(block.group(2)));
    }
    Matcher token = TOKEN.matcher(layerOrParameter);
    if (token.matches()) {
      return token.group(1) + ".embedding";
    }
    Matcher layer = LAYER.matcher(layerOrParameter);
    return layer.matches() ? layer.group(1) : layerOrParameter;
  }

  /** The name by which the pages know a parameter: its layer, and the rest, in which their buttons allow no dots. */
  static String key(String parameter) {
    Matcher block = BLOCK.matcher(parameter);
    String rest = block.matches() ? block.group(3) : parameter.substring(parameter.lastIndexOf('.') + 1);
    return of(parameter) + "_" + rest.replace('.', '_');
  }

  /**
   * The name by which the pages know all weights of a layer together. They take what ends in W for weights: they show
   * nothing else on their first page, and its histogram before one is chosen.
   */
  static String weights(String name) {
    return name + "_W";
  }

  /** Whether a parameter is one of the weights of its layer: a matrix, or the gain of a norm that stands alone. */
  static boolean isWeight(String parameter) {
    return parameter.endsWith(".weight") && !parameter.matches(".*\\.norm\\d\\.weight");
  }

  Kind kind() {
    if (name.contains(".blocks.")) {
      return Kind.TRANSFORMER_BLOCK;
    }
    if (name.endsWith(".norm")) {
      return Kind.LAYER_NORM;
    }
    return name.equals("pooling") ? Kind.POOLING : Kind.LINEAR;
  }
}
