package org.mae4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageName;

class SearchedImagesTest {
  private static final List<ImageName> NAMES =
      Stream.of("a.png", "b.png", "c.png").map(SearchedImagesTest::name).toList();
  private static final SearchedImages IMAGES = new SearchedImages(NAMES, new float[][] {{1, 0}, {0, 1}, {1, 1}});

  private static ImageName name(String file) {
    return new ImageName(file, Optional.of(Path.of(file)), Optional.empty());
  }

  private static List<String> nearest(int count) {
    return IMAGES.nearest(List.of(new Embedding(NAMES.get(0), new float[] {1, 0})), count).get(0).stream()
        .map(similar -> similar.name().text()).toList();
  }

  @Test
  void theAskedImageTakesNoPlace() {
    assertEquals(List.of("c.png"), nearest(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 1_000, Integer.MAX_VALUE})
  void allAreFoundIfFewerExistThanAreAsked(int count) {
    assertEquals(List.of("c.png", "b.png"), nearest(count));
  }
}
