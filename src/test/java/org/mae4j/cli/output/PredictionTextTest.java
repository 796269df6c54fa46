package org.mae4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.library.ClassPrediction;
import org.mae4j.library.ClassProbability;
import org.mae4j.library.ImageName;

class PredictionTextTest {
  private static final List<String> CLASSES = List.of("hexagon", "triangle", "rectangle");

  @Test
  void cutsClassesOfTheMatrixOnlyAsFarAsTheWidthNeeds() {
    assertHeader("actual \\ predicted  hexagon  triangle  rectangle\n", 80);
    assertHeader("actual \\ predicted  hexagon  triangle  rectang…\n", 47);
    assertHeader("actual \\ predicted  hexa…  tria…  rect…\n", 40);
  }

  private static void assertHeader(String header, int width) {
    List<ClassPrediction> predictions = IntStream.range(0, CLASSES.size())
        .mapToObj(i -> new ClassPrediction(new ImageName("a", Optional.empty(), Optional.of(CLASSES.get(i))),
            List.of(new ClassProbability(i, CLASSES.get(i), 1))))
        .toList();
    String text = new PredictionText(PredictedImages.of("probe", CLASSES, 1, predictions), width).toString();
    assertTrue(text.contains("\n" + header), text);
  }
}
