package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/** A color, each component nominally in [0, 1]. */
record SceneColor(double red, double green, double blue) {
  static SceneColor random(SeededRandom random) {
    return new SceneColor(random.nextDouble(), random.nextDouble(), random.nextDouble());
  }

  /** Returns the mixture with {@code share} of {@code other}. */
  SceneColor mixed(SceneColor other, double share) {
    return new SceneColor(
        red + share * (other.red - red), green + share * (other.green - green), blue + share * (other.blue - blue));
  }

  SceneColor lit(double brightness) {
    return new SceneColor(red * brightness, green * brightness, blue * brightness);
  }

  /** Returns the perceived brightness in [0, 1], the luma of ITU-R BT.601. */
  double luma() {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }
}
