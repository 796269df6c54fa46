package example.library;

import java.nio.file.Path;
import org.mae4j.library.ClassPrediction;
import org.mae4j.library.ImageClassifier;
import org.mae4j.library.Images;

/** Classifies images. */
public final class ClassifyImage {
  private ClassifyImage() {}

  /** @param args run directory, image file or folder of images */
  public static void main(String[] args) {
    try (ImageClassifier classifier = ImageClassifier.load(Path.of(args[0]))) {
      for (ClassPrediction prediction : classifier.predict(Images.at(Path.of(args[1])))) {
        System.out.println(prediction.best().name() + ", " + prediction.best().probability());
      }
    }
  }
}
