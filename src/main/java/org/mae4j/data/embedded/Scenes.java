package org.mae4j.data.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mae4j.base.Seeds;
import org.mae4j.config.ImageShape;
import org.mae4j.data.random.SeededRandom;

/**
 * The scenes of a split. Each is a function of seed, split and index alone, so scenes can be drawn in any order and in
 * parallel.
 */
final class Scenes {
  static final ImageShape SHAPE = new ImageShape(SceneCanvas.SIZE, SceneCanvas.SIZE, 3);
  static final List<String> CLASSES =
      Arrays.stream(Outline.values()).map(outline -> outline.name().toLowerCase(Locale.ROOT)).toList();

  private static final int MIN_CLUTTER = 2;
  private static final int MAX_CLUTTER = 5;

  private final long seed;

  /** @param split name of the split; different names have different scenes */
  Scenes(long seed, String split) {
    this.seed = Seeds.derive(seed, split);
  }

  /** Returns the class of a scene. Classes alternate, so that every sequence of scenes is balanced. */
  static int label(int index) {
    return index % CLASSES.size();
  }

  /** Draws a scene into {@code pixels} from {@code offset} on: 3 × 32 × 32 bytes, channel-major. */
  void draw(int index, byte[] pixels, int offset) {
    SeededRandom random = new SeededRandom(Seeds.mix(seed, index));
    Light light = Light.random(random);
    SceneCanvas canvas = new SceneCanvas();
    Backdrop.random(random, light).draw(canvas);
    int clutter = MIN_CLUTTER + random.nextInt(MAX_CLUTTER - MIN_CLUTTER + 1);
    for (int i = 0; i < clutter; i++) {
      Clutter.random(random).draw(canvas);
    }
    Subject.random(random, Outline.values()[label(index)], light).draw(canvas, random);
    canvas.copyTo(pixels, offset);
  }
}
