package org.mae4j.data.embedded;

/** The shape of an object, which is its class. It lies in the unit circle or slightly outside. */
enum Outline {
  DISC {
    @Override
    boolean contains(double x, double y) {
      return x * x + y * y < 0.72;
    }
  },
  RING {
    @Override
    boolean contains(double x, double y) {
      double square = x * x + y * y;
      return square < 0.9 && square > 0.22;
    }
  },
  SQUARE {
    @Override
    boolean contains(double x, double y) {
      return Math.abs(x) < 0.75 && Math.abs(y) < 0.75;
    }
  },
  TRIANGLE {
    @Override
    boolean contains(double x, double y) {
      return y < 0.65 && 1.732 * Math.abs(x) - 1.1 < y;
    }
  },
  STAR {
    private final Polygon polygon = Polygon.star(5, 1.05, 0.42);

    @Override
    boolean contains(double x, double y) {
      return polygon.contains(x, y);
    }
  },
  CROSS {
    @Override
    boolean contains(double x, double y) {
      double across = Math.min(Math.abs(x), Math.abs(y));
      double along = Math.max(Math.abs(x), Math.abs(y));
      return along < 0.95 && across < 0.29;
    }
  },
  CRESCENT {
    @Override
    boolean contains(double x, double y) {
      return x * x + y * y < 0.95 && (x - 0.5) * (x - 0.5) + y * y > 0.6;
    }
  },
  HEART {
    @Override
    boolean contains(double x, double y) {
      double u = 1.2 * x;
      double v = 0.15 - 1.2 * y;
      double s = u * u + v * v - 1;
      return s * s * s < u * u * v * v * v;
    }
  },
  ARROW {
    @Override
    boolean contains(double x, double y) {
      boolean head = y < 0.05 && Math.abs(x) < 0.85 * (y + 1);
      return head || y >= 0.05 && y < 0.95 && Math.abs(x) < 0.27;
    }
  },
  PAIR {
    @Override
    boolean contains(double x, double y) {
      double fromCenter = Math.abs(x) - 0.58;
      return fromCenter * fromCenter / 0.16 + y * y / 0.72 < 1;
    }
  };

  /** Returns whether the shape covers a point, in units of its radius; y points down. */
  abstract boolean contains(double x, double y);
}
