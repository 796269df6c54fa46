package org.mae4j.record.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.file.DamagedFileException;

class ResultsTest {
  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("results.json");
  }

  @Test
  void keysAreNestedAndValuesKeepTheirKind() throws IOException {
    Results.empty()
        .put("pretrain.val.maskedMse", 0.1 + 0.2)
        .put("pretrain.steps", 1L << 60)
        .put("data.source", "embedded \"x\"")
        .put("knn.test.confusion", new int[][] {{3, 1}, {0, 4}})
        .put("data.classes", List.of("cat", "dog"))
        .write(file());
    JsonNode json = new ObjectMapper().readTree(file().toFile());
    assertEquals(0.1 + 0.2, json.at("/pretrain/val/maskedMse").doubleValue());
    assertEquals(1L << 60, json.at("/pretrain/steps").longValue());
    assertEquals("embedded \"x\"", json.at("/data/source").textValue());
    assertEquals("[[3,1],[0,4]]", json.at("/knn/test/confusion").toString());
    assertEquals("[\"cat\",\"dog\"]", json.at("/data/classes").toString());
  }

  /** A stage that is repeated on other data does not rename the classes of the others. */
  @Test
  void aClassifierOfOtherClassesHasNamesOfItsOwn() {
    Results results = Results.empty().putClassNames("linearProbe", List.of("cat", "dog"))
        .putClassNames("knn", List.of("cat", "dog"));
    assertTrue(results.texts("knn.classNames").isEmpty());
    results.putClassNames("finetune", List.of("car", "bus", "tram"));
    assertEquals(List.of("cat", "dog"), results.classNames("knn", 2));
    assertEquals(List.of("car", "bus", "tram"), results.classNames("finetune", 3));
    assertEquals("class 2", results.className("knn", 2));
    results.remove("finetune").putClassNames("finetune", List.of("cat", "dog"));
    assertEquals(List.of("cat", "dog"), results.classNames("finetune", 2));
  }

  @Test
  void laterStageReplacesItsOwnKeysOnly() throws IOException {
    Results.empty().put("knn.test.accuracy", 0.5).put("scratch.test.accuracy", 0.25).write(file());
    Results.read(file()).put("knn.test.accuracy", 0.75).put("knn.k", 20).write(file());
    Results merged = Results.read(file());
    assertEquals(OptionalDouble.of(0.75), merged.number("knn.test.accuracy"));
    assertEquals(OptionalDouble.of(20), merged.number("knn.k"));
    assertEquals(OptionalDouble.of(0.25), merged.number("scratch.test.accuracy"));
  }

  @Test
  void fileDoesNotDependOnOrderOfPuts() throws IOException {
    Results.empty().put("b.x", 1).put("a", 2).put("b.c", 3).write(file());
    Path other = directory.resolve("other.json");
    Results.empty().put("b.c", 3).put("a", 2).put("b.x", 1).write(other);
    assertEquals(Files.readString(file()), Files.readString(other));
  }

  @Test
  void removesGroupAndIgnoresAbsentGroups() {
    Results results = Results.empty().put("knn.test.accuracy", 0.5).put("knn.k", 20).put("top", 1);
    results.remove("knn.test").remove("knn.none.below").remove("none").remove("top");
    assertEquals(OptionalDouble.empty(), results.number("knn.test.accuracy"));
    assertEquals(OptionalDouble.empty(), results.number("top"));
    assertEquals(OptionalDouble.of(20), results.number("knn.k"));
  }

  @Test
  void numberIsEmptyForTextsGroupsAndAbsentKeys() {
    Results results = Results.empty().put("a.text", "1").put("a.number", 1);
    assertEquals(OptionalDouble.empty(), results.number("a.text"));
    assertEquals(OptionalDouble.empty(), results.number("a"));
    assertEquals(OptionalDouble.empty(), results.number("a.number.below"));
  }

  @Test
  void matricesAndTextsAreReadBack() throws IOException {
    Results.empty().put("a.confusion", new int[][] {{1, 2}, {3, 4}}).put("names", List.of("x", "y")).write(file());
    Results read = Results.read(file());
    assertArrayEquals(new int[] {3, 4}, read.matrix("a.confusion").orElseThrow()[1]);
    assertEquals(List.of("x", "y"), read.texts("names").orElseThrow());
    assertTrue(read.matrix("a.other").isEmpty() && read.texts("a").isEmpty());
  }

  @Test
  void rejectsNonFiniteNumbers() {
    Results results = Results.empty();
    assertThrows(IllegalArgumentException.class, () -> results.put("a", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> results.put("a", Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> results.put("a", List.of(1.0, Double.NaN)));
    assertEquals(OptionalDouble.empty(), results.number("a"));
  }

  @Test
  void valuesAndGroupsDoNotReplaceEachOther() {
    Results results = Results.empty().put("a.b", 1);
    assertThrows(IllegalArgumentException.class, () -> results.put("a.b.c", 1));
    assertThrows(IllegalArgumentException.class, () -> results.put("a", 1));
    assertThrows(IllegalArgumentException.class, () -> results.put("a..c", 1));
  }

  @Test
  void writingLeavesNoTemporaryFiles() throws IOException {
    Results.empty().put("a", 1).write(file());
    Results.empty().put("a", 2).write(file());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"knn": {"test": {"accuracy": 1e999}}}                 | knn.test.accuracy is too large a number
      {"knn": null}                                          | knn is null
      {"classNames": ["cat", null]}                          | classNames[1] is null
      {"classNames": ["cat", 3]}                             | classNames is not a list of names
      {"knn": {"test": {"confusion": [[3, "x"], [0, 4]]}}}   | knn.test.confusion is not a square matrix of numbers
      {"knn": {"test": {"confusion": [[3, 1], [0]]}}}        | knn.test.confusion is not a square matrix of numbers
      {"knn": {"test": {"confusion": [[0, 0], [0, 0]]}}}     | knn.test.confusion is not a square matrix of numbers
      {"knn": {"test": {"versus": {"a": [[3]]}}}}            | knn.test.versus.a is not a square matrix of numbers
      """)
  void namesTheKeyOfAnImpossibleValue(String content, String problem) throws IOException {
    Files.writeString(file(), content);
    String message = assertThrows(DamagedFileException.class, () -> Results.read(file())).getMessage();
    assertTrue(message.startsWith(file() + ": " + problem), message);
  }

  @Test
  void aValueInPlaceOfTheOverridesOfStagesIsNone() throws IOException {
    Files.writeString(file(), "{\"settings\": 3}");
    assertTrue(StageOverrides.in(Results.read(file())).isEmpty());
  }

  @Test
  void reportsInvalidFile() throws IOException {
    Files.writeString(file(), "{\"a\": ");
    IOException error = assertThrows(IOException.class, () -> Results.read(file()));
    assertTrue(error.getMessage().startsWith(file() + ": not JSON: "), error.getMessage());
    Files.writeString(file(), "[1]");
    assertThrows(IOException.class, () -> Results.read(file()));
  }
}
