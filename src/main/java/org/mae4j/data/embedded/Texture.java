package org.mae4j.data.embedded;

import org.mae4j.base.Seeds;
import org.mae4j.data.random.SeededRandom;

/** A smooth pattern over the plane. */
sealed interface Texture {
  /** Returns the value of the pattern in [0, 1] at a position in pixels. */
  double at(double x, double y);

  /** Returns a pattern of random kind, size and direction. */
  static Texture random(SeededRandom random) {
    SceneFrame frame = SceneFrame.random(random, 3.5, 7);
    return switch (random.nextInt(4)) {
      case 0 -> new Stripes(frame);
      case 1 -> new Checkerboard(frame);
      case 2 -> new Dots(frame);
      default -> new Clouds(random.nextLong(), 3.5 + 3 * random.nextDouble());
    };
  }

  /** Returns a smooth wave of period 1 between 0 and 1. */
  private static double wave(double t) {
    return smooth(Math.abs(2 * (t - Math.floor(t)) - 1));
  }

  /** Returns the cubic that rises from 0 to 1 over [0, 1] with slope 0 at both ends. */
  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** Parallel bands. */
  record Stripes(SceneFrame frame) implements Texture {
    @Override
    public double at(double x, double y) {
      return wave(frame.x(x, y));
    }
  }

  /** A smooth checkerboard. */
  record Checkerboard(SceneFrame frame) implements Texture {
    @Override
    public double at(double x, double y) {
      return 0.5 + 0.5 * (2 * wave(frame.x(x, y)) - 1) * (2 * wave(frame.y(x, y)) - 1);
    }
  }

  /** Round dots in a square lattice. */
  record Dots(SceneFrame frame) implements Texture {
    @Override
    public double at(double x, double y) {
      return wave(frame.x(x, y)) * wave(frame.y(x, y));
    }
  }

  /** Value noise: random values at the nodes of a lattice, smoothly interpolated. */
  record Clouds(long seed, double cell) implements Texture {
    @Override
    public double at(double x, double y) {
      double left = Math.floor(x / cell);
      double top = Math.floor(y / cell);
      double across = smooth(x / cell - left);
      double down = smooth(y / cell - top);
      double upper = node(left, top) * (1 - across) + node(left + 1, top) * across;
      double lower = node(left, top + 1) * (1 - across) + node(left + 1, top + 1) * across;
      return upper * (1 - down) + lower * down;
    }

    private double node(double column, double row) {
      return (Seeds.mix(seed, 1000L * (long) row + (long) column) >>> 11) * 0x1.0p-53;
    }
  }
}
