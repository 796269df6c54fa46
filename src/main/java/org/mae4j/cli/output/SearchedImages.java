package org.mae4j.cli.output;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.neighbor.NearestNeighbors;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.ImageName;
import org.mae4j.library.Images;
import org.mae4j.record.npy.NpyMatrix;

/**
 * Images that are searched.
 *
 * @param features {@code [images][width]}
 */
public record SearchedImages(List<ImageName> names, float[][] features) {

  /**
   * Returns the images of a folder, whose features are computed, or those of a file of features.
   *
   * @throws UserException if there are none, or the features are those of another model
   */
  public static SearchedImages in(Path place, ImageEncoder encoder) {
    if (Files.isDirectory(place)) {
      return embedded(Images.at(place), encoder);
    }
    float[][] features = NpyMatrix.read(place);
    if (features.length == 0 || features[0].length != encoder.width()) {
      throw new UserException(place + ": has " + features.length + " images"
          + (features.length == 0 ? "" : " of " + features[0].length + " features, the encoder has " + encoder.width())
          + "; write it by ./mae4j embed with the same model");
    }
    EmbeddedNames embedded = EmbeddedNames.read(EmbeddedNames.beside(place), features.length);
    if (!embedded.areOf(encoder.digest())) {
      throw new UserException(place + ": has features of another model than " + encoder.checkpoint()
          + "; write it again by ./mae4j embed with this model");
    }
    return new SearchedImages(embedded.names(), features);
  }

  private static SearchedImages embedded(Images images, ImageEncoder encoder) {
    List<Embedding> found = new ArrayList<>();
    try (Progress progress = Progress.start("embed", images.size())) {
      encoder.embed(images, embedding -> {
        found.add(embedding);
        progress.at(found.size(), "");
      });
    }
    return new SearchedImages(found.stream().map(Embedding::image).toList(),
        found.stream().map(Embedding::values).toArray(float[][]::new));
  }

  /** Returns the images that are most similar to each of {@code asked}, without itself, the most similar first. */
  public List<List<SimilarImage>> nearest(List<Embedding> asked, int count) {
    int withItself = Math.min(count, names.size()) + 1;
    List<List<NearestNeighbors.Neighbor>> neighbors =
        new NearestNeighbors(features, new int[names.size()], 1, withItself)
            .of(asked.stream().map(Embedding::values).toArray(float[][]::new), Workers.of(1));
    List<List<SimilarImage>> nearest = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      ImageName self = asked.get(i).image();
      nearest.add(neighbors.get(i).stream().map(found -> new SimilarImage(names.get(found.image()), found.similarity()))
          .filter(found -> !isSame(found.name(), self)).limit(count).toList());
    }
    return nearest;
  }

  private static boolean isSame(ImageName one, ImageName other) {
    return one.file().map(Path::toAbsolutePath).map(Path::normalize)
        .equals(other.file().map(Path::toAbsolutePath).map(Path::normalize));
  }
}
