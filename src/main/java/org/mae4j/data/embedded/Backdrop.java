package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/** The background of a scene: two colors mixed by a cloud pattern, lit from one side. */
record Backdrop(SceneColor ground, SceneColor clouds, Texture pattern, Texture grain, double grainStrength,
    Light light) {

  static Backdrop random(SeededRandom random, Light light) {
    SceneColor ground = SceneColor.random(random).mixed(new SceneColor(0.1, 0.1, 0.1), 0.5);
    SceneColor clouds = ground.mixed(SceneColor.random(random), 0.25);
    Texture pattern = new Texture.Clouds(random.nextLong(), 8 + 8 * random.nextDouble());
    return new Backdrop(ground, clouds, pattern, Texture.random(random), 0.16 * random.nextDouble(), light);
  }

  void draw(SceneCanvas canvas) {
    for (int pixel = 0; pixel < SceneCanvas.AREA; pixel++) {
      int x = pixel % SceneCanvas.SIZE;
      int y = pixel / SceneCanvas.SIZE;
      double brightness = light.at(x - SceneCanvas.SIZE / 2.0, y - SceneCanvas.SIZE / 2.0, SceneCanvas.SIZE)
          + grainStrength * (grain.at(x, y) - 0.5);
      canvas.lay(pixel, ground.mixed(clouds, pattern.at(x, y)).lit(brightness), 1);
    }
  }
}
