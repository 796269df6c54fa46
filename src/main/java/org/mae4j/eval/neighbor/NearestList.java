package org.mae4j.eval.neighbor;

import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.eval.neighbor.NearestNeighbors.Neighbor;

/** The most similar of the images that are offered, by insertion: few of many are inserted. */
final class NearestList {
  private final int[] images;
  private final float[] similarities;
  private int found;

  /** @param size number of images that are kept */
  NearestList(int size) {
    this.images = new int[size];
    this.similarities = new float[size];
  }

  /**
   * Offers the images {@code from}, {@code from + 1}, …; of images with equal similarity those offered first stay.
   *
   * @param offered their similarities, from {@code start} on
   * @param count number of these images
   */
  void offer(int from, float[] offered, int start, int count) {
    for (int i = 0; i < count; i++) {
      float similarity = offered[start + i];
      if (found < images.length || similarity > similarities[found - 1]) {
        insert(from + i, similarity);
      }
    }
  }

  private void insert(int image, float similarity) {
    int place = found < images.length ? found++ : found - 1;
    while (place > 0 && similarities[place - 1] < similarity) {
      similarities[place] = similarities[place - 1];
      images[place] = images[place - 1];
      place--;
    }
    similarities[place] = similarity;
    images[place] = image;
  }

  /** Returns the images, the most similar first. */
  List<Neighbor> neighbors() {
    return IntStream.range(0, found).mapToObj(i -> new Neighbor(images[i], similarities[i])).toList();
  }
}
