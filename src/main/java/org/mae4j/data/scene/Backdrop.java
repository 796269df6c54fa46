package org.mae4j.data.scene;

import org.mae4j.data.random.SeededRandom;

/** What lies behind the object: two colours that blend into one another in clouds, lit from one side. */
record Backdrop(Colour ground, Colour clouds, Texture pattern, Texture grain, double grainStrength, Light light) {

  static Backdrop random(SeededRandom random, Light light) {
    Colour ground = Colour.random(random).mixed(new Colour(0.1, 0.1, 0.1), 0.5);
    Colour clouds = ground.mixed(Colour.random(random), 0.25);
    Texture pattern = new Texture.Clouds(random.nextLong(), 8 + 8 * random.nextDouble());
    return new Backdrop(ground, clouds, pattern, Texture.random(random), 0.16 * random.nextDouble(), light);
  }

  void draw(Canvas canvas) {
    for (int pixel = 0; pixel < Canvas.AREA; pixel++) {
      int x = pixel % Canvas.SIZE;
      int y = pixel / Canvas.SIZE;
      double brightness = light.at(x - Canvas.SIZE / 2.0, y - Canvas.SIZE / 2.0, Canvas.SIZE)
          + grainStrength * (grain.at(x, y) - 0.5);
      canvas.lay(pixel, ground.mixed(clouds, pattern.at(x, y)).lit(brightness), 1);
    }
  }
}
