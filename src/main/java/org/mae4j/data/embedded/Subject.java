package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/** The object of a scene: its position, shape, texture and lighting. */
record Subject(SceneFrame frame, double[] cover, Texture texture, Light light) {
  private static final int SAMPLES = 3;
  private static final double MAX_ROTATION = Math.PI / 6;
  private static final int COLOR_DRAWS = 50;
  private static final double MIN_CONTRAST = 0.25;

  /** Places {@code outline} at random, 15 to 24 pixels wide. Only tips of it may lie outside the image. */
  static Subject random(SeededRandom random, Outline outline, Light light) {
    double radius = 7.5 + 4.5 * random.nextDouble();
    double stretch = 0.88 + 0.24 * random.nextDouble();
    SceneFrame frame = SceneFrame.of(place(radius, random), place(radius, random),
        MAX_ROTATION * (2 * random.nextDouble() - 1), radius * stretch, radius / stretch);
    return new Subject(frame, cover(outline, frame), Texture.random(random), light);
  }

  private static double place(double radius, SeededRandom random) {
    double room = SceneCanvas.SIZE / 2.0 - radius;
    return SceneCanvas.SIZE / 2.0 + room * (2 * random.nextDouble() - 1);
  }

  /** Returns the fraction of each pixel that the outline covers, from 3 × 3 samples. */
  private static double[] cover(Outline outline, SceneFrame frame) {
    double[] cover = new double[SceneCanvas.AREA];
    for (int pixel = 0; pixel < SceneCanvas.AREA; pixel++) {
      int inside = 0;
      for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        double x = pixel % SceneCanvas.SIZE + (sample % SAMPLES + 0.5) / SAMPLES - 0.5;
        double y = pixel / SceneCanvas.SIZE + (sample / SAMPLES + 0.5) / SAMPLES - 0.5;
        inside += outline.contains(frame.x(x, y), frame.y(x, y)) ? 1 : 0;
      }
      cover[pixel] = (double) inside / (SAMPLES * SAMPLES);
    }
    return cover;
  }

  void draw(SceneCanvas canvas, SeededRandom random) {
    SceneColor behind = behind(canvas);
    SceneColor first = contrasting(behind, random);
    SceneColor second = contrasting(behind, random).mixed(first, 0.3);
    double extent = 2 * Math.max(frame.unitX(), frame.unitY());
    for (int pixel = 0; pixel < SceneCanvas.AREA; pixel++) {
      int x = pixel % SceneCanvas.SIZE;
      int y = pixel / SceneCanvas.SIZE;
      double brightness = light.at(x - frame.centerX(), y - frame.centerY(), extent);
      canvas.lay(pixel, first.mixed(second, texture.at(x, y)).lit(brightness), cover[pixel]);
    }
  }

  /** Returns the mean color of the background behind the object. */
  private SceneColor behind(SceneCanvas canvas) {
    SceneColor mean = new SceneColor(0, 0, 0);
    double area = 0;
    for (int pixel = 0; pixel < SceneCanvas.AREA; pixel++) {
      if (cover[pixel] > 0) {
        area += cover[pixel];
        mean = mean.mixed(canvas.at(pixel), cover[pixel] / area);
      }
    }
    return mean;
  }

  /** Returns a random color that is clearly brighter than {@code behind}, or white if 50 draws find none. */
  private static SceneColor contrasting(SceneColor behind, SeededRandom random) {
    for (int i = 0; i < COLOR_DRAWS; i++) {
      SceneColor color = SceneColor.random(random);
      if (color.luma() > behind.luma() + MIN_CONTRAST) {
        return color;
      }
    }
    return new SceneColor(1, 1, 1);
  }
}
