package org.mae4j.data.scene;

import org.mae4j.data.random.SeededRandom;

/** The object of a scene: where it is, what it is made of, how it is lit. */
record Subject(Frame frame, double[] cover, Texture texture, Light light) {
  private static final int SAMPLES = 3;
  private static final double MOST_TURN = 0.25 * Math.PI;
  private static final double MIN_CONTRAST = 0.25;

  /** Places {@code outline} at random, 13 to 24 pixels wide and mostly within the image. */
  static Subject random(SeededRandom random, Outline outline, Light light) {
    double radius = 6.5 + 5.5 * random.nextDouble();
    double room = Canvas.SIZE - 2 * 0.85 * radius;
    double stretch = 0.88 + 0.24 * random.nextDouble();
    Frame frame = Frame.of(0.85 * radius + room * random.nextDouble(), 0.85 * radius + room * random.nextDouble(),
        MOST_TURN * (2 * random.nextDouble() - 1), radius * stretch, radius / stretch);
    return new Subject(frame, cover(outline, frame), Texture.random(random), light);
  }

  /** The share of each pixel that the outline covers, by 3 × 3 samples. */
  private static double[] cover(Outline outline, Frame frame) {
    double[] cover = new double[Canvas.AREA];
    for (int pixel = 0; pixel < Canvas.AREA; pixel++) {
      int inside = 0;
      for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        double x = pixel % Canvas.SIZE + (sample % SAMPLES + 0.5) / SAMPLES - 0.5;
        double y = pixel / Canvas.SIZE + (sample / SAMPLES + 0.5) / SAMPLES - 0.5;
        inside += outline.contains(frame.x(x, y), frame.y(x, y)) ? 1 : 0;
      }
      cover[pixel] = (double) inside / (SAMPLES * SAMPLES);
    }
    return cover;
  }

  void draw(Canvas canvas, SeededRandom random) {
    Colour behind = behind(canvas);
    Colour first = contrasting(behind, random);
    Colour second = contrastingLike(first, behind, random).mixed(first, 0.3);
    double extent = 2 * Math.max(frame.unitX(), frame.unitY());
    for (int pixel = 0; pixel < Canvas.AREA; pixel++) {
      int x = pixel % Canvas.SIZE;
      int y = pixel / Canvas.SIZE;
      double brightness = light.at(x - frame.centreX(), y - frame.centreY(), extent);
      canvas.lay(pixel, first.mixed(second, texture.at(x, y)).lit(brightness), cover[pixel]);
    }
  }

  /** The mean colour of what the object hides. */
  private Colour behind(Canvas canvas) {
    Colour mean = new Colour(0, 0, 0);
    double area = 0;
    for (int pixel = 0; pixel < Canvas.AREA; pixel++) {
      if (cover[pixel] > 0) {
        area += cover[pixel];
        mean = mean.mixed(canvas.at(pixel), cover[pixel] / area);
      }
    }
    return mean;
  }

  /** A random colour that is clearly brighter or clearly darker than {@code behind}. */
  private static Colour contrasting(Colour behind, SeededRandom random) {
    Colour colour = Colour.random(random);
    while (Math.abs(colour.luma() - behind.luma()) < MIN_CONTRAST) {
      colour = Colour.random(random);
    }
    return colour;
  }

  /** A random colour on the same side of {@code behind} as {@code first}, so that no mixture of both vanishes. */
  private static Colour contrastingLike(Colour first, Colour behind, SeededRandom random) {
    Colour colour = contrasting(behind, random);
    while (colour.luma() > behind.luma() != first.luma() > behind.luma()) {
      colour = contrasting(behind, random);
    }
    return colour;
  }
}
