package org.mae4j.sweep.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the values of spaces, and the messages about invalid spaces. */
class SpaceTest {
  @TempDir
  private Path directory;

  @Test
  void listsValuesOfSpaces() throws IOException {
    FiniteNumbers.Points points = new FiniteNumbers.Points(new Space.RealRange(1e-4, 1e-2, true), 5);
    assertEquals(List.of("1.0E-4", "3.16228E-4", "0.001", "0.00316228", "0.01"), points.stream().toList());
    assertEquals(List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"),
        new FiniteNumbers.Stepped(new Space.RealRange(0.1, 0.8, false), 0.1).stream().toList());
    FiniteNumbers.Stepped beside = new FiniteNumbers.Stepped(new Space.RealRange(0.05, 0.32, false), 0.1);
    assertEquals(List.of("0.05", "0.15", "0.25"), beside.stream().toList(), "begins at the lower bound");
    assertEquals(List.of("0.05", "0.15", "0.25", "0.25"),
        DoubleStream.of(0.05, 0.1001, 0.2999, 0.32).mapToObj(beside::nearest).toList());
    FiniteNumbers.Stepped rates = new FiniteNumbers.Stepped(new Space.RealRange(1e-4, 3e-3, true), 1e-4);
    assertEquals(IntStream.rangeClosed(1, 30).mapToObj(i -> Double.toString(Double.parseDouble(i + "e-4"))).toList(),
        rates.stream().toList());
    // 0.3 - 0.2 is less than 0.1 in binary.
    assertEquals(new FiniteNumbers.Stepped(new Space.RealRange(0.2, 0.3, false), 0.1),
        new SweepTexts(directory).space("finetune.mixup = { uniform = [0.2, 0.3], step = 0.1 }").spaces()
            .get("finetune.mixup"));
    FiniteNumbers.IntegerRange whole = new FiniteNumbers.IntegerRange(-2, 9, 4);
    assertEquals(List.of("-2", "2", "6"), whole.stream().toList());
    assertEquals("0.123456789", new Space.RealRange(0, 0.123456789, false).text(0.1234568), "not above the end");
  }

  @Test
  void findsEveryValue() {
    Space.RealRange rates = new Space.RealRange(1e-4, 1e-2, true);
    for (Space.Finite space : List.of(new FiniteNumbers.Points(rates, 1000),
        new FiniteNumbers.Points(new Space.RealRange(-1, 1, false), 777), new FiniteNumbers.Stepped(rates, 1e-4),
        new FiniteNumbers.IntegerRange(-2, 90, 4), new Space.Categorical(List.of("a", "b")))) {
      IntStream.range(0, space.size())
          .forEach(index -> assertEquals(OptionalInt.of(index), space.index(space.value(index)), space.description()));
    }
    FiniteNumbers.IntegerRange large = new FiniteNumbers.IntegerRange(0, Integer.MAX_VALUE - 1, 1);
    assertEquals(OptionalInt.of(1_234_567_890), large.index("1234567890"));
    assertEquals("3", large.canonical("3.0"));
    assertEquals(List.of(false, false, false),
        Stream.of("3.5", "-1", "1e10").map(large::contains).toList());
    assertFalse(new FiniteNumbers.Points(rates, 5).contains("2.0E-4"));
    assertTrue(rates.contains("2.0E-4"));
    assertFalse(rates.contains("0.02"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "model.maskRatio = 0.5 | must be one of { choice = [A, B, …] }, { boolean = [false, true] }, "
          + "{ integer = [MIN, MAX] }, { uniform = [MIN, MAX] }, { logUniform = [MIN, MAX] }, is 0.5",
      "model.maskRatio = { choice = [0.5, 0.6], uniform = [0, 1] } | must be one of { choice = [A, B, …] }, "
          + "{ boolean = [false, true] }, { integer = [MIN, MAX] }, { uniform = [MIN, MAX] }, "
          + "{ logUniform = [MIN, MAX] }, has choice, uniform",
      "model.maskRatio = { choice = [] } | choice must have at least 2 values, has 0",
      "model.maskRatio = { choice = [0.5, 0.50] } | choice has a duplicate value: 0.5",
      "model.maskRatio = { choice = 0.5 } | choice must be a list, is 0.5",
      "model.maskRatio = { uniform = [0.1, 0.5], point = 3 } | unknown key 'point'; uniform accepts "
          + "points, step, when",
      "model.maskRatio = { uniform = [0.5, 0.1], points = 3 } | uniform must be [MIN, MAX] with MIN < MAX, is "
          + "[0.5, 0.1]",
      "model.maskRatio = { logUniform = [0, 0.5], points = 3 } | logUniform must have bounds above 0, is [0.0, 0.5]",
      "model.maskRatio = { uniform = [0.1, 0.5], points = 1 } | points must lie in [2, 1000000], is 1",
      "model.maskRatio = { uniform = [0.1], points = 2 } | uniform must be [MIN, MAX], two finite numbers, is [0.1]",
      "model.maskRatio = { choice = [0.5, 0.6], step = 0.1 } | unknown key 'step'; choice accepts when",
      "model.maskRatio = { uniform = [0.1, 0.5], step = 0 } | step must be a finite number above 0, is 0",
      "model.maskRatio = { uniform = [0.1, 0.5], step = small } | step must be a finite number above 0, is 'small'",
      "model.maskRatio = { uniform = [0.1, 0.5], step = 0.5 } | uniform must have at least 2 values; 0.1 to 0.5 "
          + "in steps of 0.5 has fewer",
      "model.maskRatio = { logUniform = [0.1, 0.5], step = 1e-8 } | logUniform must have at most 1000000 values",
      "model.maskRatio = { uniform = [0.1, 0.5], step = 0.1, points = 5 } | points and step exclude each other",
      "model.maskRatio = { uniform = [0.5, 0.5000001], points = 3 } | uniform has values that are equal after "
          + "rounding; use fewer of them",
      "model.maskRatio = { uniform = [0.5, 1], step = 0.25 } | must lie in [0, 1), is 1.0",
      "model.maskRatio = { uniform = [${low}, 0.5], step = 0.1 } | refers to a key or variable that is not set: "
          + "{\"step\":0.1,\"uniform\":[${low},0.5]}",
      "model.encoder.depth = { integer = [1, 4], step = 4 } | integer must have at least 2 values; 1 to 4 in steps "
          + "of 4 has fewer",
      "model.encoder.depth = { integer = [1, 4], step = 0.5 } | step must be an integer of at least 1, is 0.5",
      "model.encoder.depth = { uniform = [1, 4], points = 3 } | uniform does not suit this key, which must be a "
          + "whole number",
      "model.encoder.depth = { integer = [4, 4] } | integer must have at least 2 values; 4 to 4 in steps of 1 "
          + "has fewer",
      "model.encoder.depth = { integer = [1, 4], step = 0 } | step must be an integer of at least 1, is 0",
      "model.encoder.depth = { integer = [1, 4.5] } | integer must be [MIN, MAX], two integers, is [1,4.5]",
      "model.encoder.depth = { boolean = [false, true] } | boolean does not suit this key, which must be a "
          + "whole number",
      "model.classToken = { boolean = [true, true] } | boolean must be [false, true]",
      "model.pooling = { choice = [mean, max] } | must be one of mean, class-token, is 'max'",
      "model.pooling = { integer = [1, 2] } | integer does not suit this key, which must be one of mean, class-token"})
  void reportsInvalidSpaces(String line, String problem) {
    new SweepTexts(directory).assertProblems("sweep.parameters {\n" + line + "\n}",
        "x.conf:2: sweep.parameters." + line.substring(0, line.indexOf(' ')) + ": " + problem);
  }
}
