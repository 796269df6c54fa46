package org.mae4j.record.result;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.DurableFile;

/**
 * Where test images lie in the space of the pre-trained encoder's features.
 *
 * @param explained share of the variance of all features that lies along each axis of the projection, in [0, 1]
 * @param points test images projected to the plane in which they differ most
 * @param queries some of them, each with the training images nearest to it
 */
public record Latents(List<Double> explained, List<Point> points, List<Query> queries) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * A test image in the plane.
   *
   * @param image its index among the test images
   * @param label its class
   */
  public record Point(int image, int label, float x, float y) {}

  /**
   * A test image and its neighbors.
   *
   * @param image its index among the test images
   * @param label its class
   * @param neighbors the nearest first
   */
  public record Query(int image, int label, @JsonAlias("neighbours") List<Neighbor> neighbors) {
    public Query {
      neighbors = List.copyOf(neighbors);
    }
  }

  /**
   * A training image.
   *
   * @param image its index among the training images
   * @param label its class
   * @param similarity cosine of the angle between its features and the test image's
   */
  public record Neighbor(int image, int label, float similarity) {}

  public Latents {
    explained = List.copyOf(explained);
    points = List.copyOf(points);
    queries = List.copyOf(queries);
    if (explained.size() != 2) {
      throw new IllegalArgumentException("a plane has two axes, not " + explained.size());
    }
  }

  /** Replaces {@code file} as a whole. */
  public void write(Path file) throws IOException {
    DurableFile.write(file, MAPPER.writeValueAsBytes(this));
  }

  /**
   * What {@code file} holds; empty where it is absent.
   *
   * @throws IOException if the file cannot be read or holds something else; the message names it
   */
  public static Optional<Latents> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), Latents.class));
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new IOException(file + ": not the latents of a run: " + problem, e);
    }
  }
}
