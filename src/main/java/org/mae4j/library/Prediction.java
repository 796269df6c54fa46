package org.mae4j.library;

import java.util.List;

/**
 * The classes of an image.
 *
 * @param image name of the image
 * @param classes all classes, the most probable first
 */
public record Prediction(ImageName image, List<ClassProbability> classes) {
  public Prediction {
    classes = List.copyOf(classes);
  }

  /** Returns the most probable class. */
  public ClassProbability best() {
    return classes.get(0);
  }
}
