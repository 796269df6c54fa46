package org.mae4j.record.result;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.JsonFile;

/**
 * The classes of the test images as the classifiers of a run predict them, so that two classifiers can be compared image
 * by image.
 *
 * @param images SHA-256 of the test images
 * @param labels true class of each image
 * @param predicted predicted class of each image by the key of the classifier
 */
public record Predictions(String images, int[] labels, SortedMap<String, int[]> predicted) {
  private static final JsonMapper MAPPER = new JsonMapper();

  public Predictions {
    for (int[] classes : predicted.values()) {
      if (classes.length != labels.length) {
        throw new IllegalArgumentException(classes.length + " predictions for " + labels.length + " images");
      }
    }
    predicted = new TreeMap<>(predicted);
  }

  /**
   * Returns the predictions in {@code file} for some images; none if the file is absent or of other images.
   *
   * @param images SHA-256 of the images
   * @param labels true class of each image
   * @throws IOException if the file cannot be read or holds something else; the message names it
   */
  public static Predictions read(Path file, String images, int[] labels) throws IOException {
    return JsonFile.read(file, "the predictions of a run", json -> MAPPER.readValue(json, Predictions.class))
        .filter(found -> found.images.equals(images) && Arrays.equals(found.labels, labels))
        .orElseGet(() -> new Predictions(images, labels, new TreeMap<>()));
  }

  /** Returns these predictions with those of a classifier, which replace its former ones. */
  public Predictions with(String classifier, int[] classes) {
    SortedMap<String, int[]> all = new TreeMap<>(predicted);
    all.put(classifier, classes);
    return new Predictions(images, labels, all);
  }

  /** Compares two classifiers on the same images; empty if one of them is absent. */
  public Optional<PairedCounts> compare(String classifier, String control) {
    if (!predicted.containsKey(classifier) || !predicted.containsKey(control)) {
      return Optional.empty();
    }
    int[][] counts = new int[2][2];
    for (int i = 0; i < labels.length; i++) {
      boolean right = predicted.get(classifier)[i] == labels[i];
      boolean controlRight = predicted.get(control)[i] == labels[i];
      counts[right ? 0 : 1][controlRight ? 0 : 1]++;
    }
    return Optional.of(PairedCounts.of(counts));
  }

  /** Replaces {@code file}. */
  public void write(Path file) throws IOException {
    DurableFile.write(file, MAPPER.writeValueAsBytes(this));
  }
}
