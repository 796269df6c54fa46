package example.library;

import java.nio.file.Path;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.Images;

/** Computes the features of the images of a folder. */
public final class EmbedImages {
  private EmbedImages() {}

  /** @param args run directory, folder */
  public static void main(String[] args) {
    try (ImageEncoder encoder = ImageEncoder.load(Path.of(args[0]))) {
      for (Embedding embedding : encoder.embed(Images.at(Path.of(args[1])))) {
        float[] features = embedding.values();
        System.out.println(embedding.image().text() + ": " + features.length + " features");
      }
    }
  }
}
