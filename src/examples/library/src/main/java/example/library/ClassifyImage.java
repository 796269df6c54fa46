package example.library;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.mae4j.library.ClassPrediction;
import org.mae4j.library.ImageClassifier;

/** Classifies an image. */
public final class ClassifyImage {
  private ClassifyImage() {}

  /** @param args run directory, image file */
  public static void main(String[] args) throws IOException {
    BufferedImage image = ImageIO.read(new File(args[1]));
    try (ImageClassifier classifier = ImageClassifier.load(Path.of(args[0]))) {
      ClassPrediction prediction = classifier.predict(image);
      System.out.println(prediction.best().name() + ", " + prediction.best().probability());
    }
  }
}
