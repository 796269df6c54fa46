package org.mae4j.data.scene;

import org.mae4j.data.random.SeededRandom;

/** A colour, each component nominally in [0, 1]. */
record Colour(double red, double green, double blue) {
  static Colour random(SeededRandom random) {
    return new Colour(random.nextDouble(), random.nextDouble(), random.nextDouble());
  }

  /** The colour {@code share} of the way to {@code other}. */
  Colour mixed(Colour other, double share) {
    return new Colour(
        red + share * (other.red - red), green + share * (other.green - green), blue + share * (other.blue - blue));
  }

  Colour lit(double brightness) {
    return new Colour(red * brightness, green * brightness, blue * brightness);
  }

  /** How bright the colour looks, in [0, 1]: the luma of ITU-R BT.601. */
  double luma() {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }
}
