package org.mae4j.record.result;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.JsonFile;

/**
 * The positions of test images in the space of the pre-trained encoder's features.
 *
 * @param explained share of the variance of all features that lies along each axis of the projection, in [0, 1]
 * @param points test images, projected to the plane of the first two principal components
 * @param queries some of the test images, each with its nearest training images
 */
public record Latents(List<Double> explained, List<ProjectedImage> points, List<Query> queries) {
  /** Key of the group of results whose classes the labels are, because the same stage writes both. */
  public static final String CLASSES = Results.LINEAR_PROBE;

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * A test image in the plane.
   *
   * @param image index among the test images
   * @param label class of the image
   */
  public record ProjectedImage(int image, int label, float x, float y) {}

  /**
   * A test image and its neighbors.
   *
   * @param image index among the test images
   * @param label class of the image
   * @param neighbors training images, the nearest first
   */
  public record Query(int image, int label, @JsonAlias("neighbours") List<RecordedNeighbor> neighbors) {
    public Query {
      neighbors = List.copyOf(neighbors);
    }
  }

  /**
   * A training image.
   *
   * @param image index among the training images
   * @param label class of the image
   * @param similarity cosine of the angle between its features and the test image's
   */
  public record RecordedNeighbor(int image, int label, float similarity) {}

  public Latents {
    explained = List.copyOf(explained);
    points = List.copyOf(points);
    queries = List.copyOf(queries);
    if (explained.size() != 2) {
      throw new IllegalArgumentException("a plane has two axes, not " + explained.size());
    }
  }

  /** Replaces {@code file}. */
  public void write(Path file) throws IOException {
    DurableFile.write(file, MAPPER.writeValueAsBytes(this));
  }

  /**
   * Reads {@code file}; empty if it does not exist.
   *
   * @throws IOException if the file cannot be read or holds something else; the message names it
   */
  public static Optional<Latents> read(Path file) throws IOException {
    return JsonFile.read(file, "the latents of a run", json -> MAPPER.readValue(json, Latents.class));
  }
}
