package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.check.Checks;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.value.ConfigRenderer;

class ChoiceTest {
  private static final String KNOWN = "Known: plain, sized; --plugins adds those of a jar";

  @TempDir
  Path directory;

  record Root(Choice shape, int limit) {}

  record Size(int width, double ratio) {
    Size {
      new Checks().atLeast(1, "width", width).throwIfAny();
    }
  }

  record Depth(long depth) {}

  /** An extension at the point {@code shape} without settings. */
  public static final class Plain implements Extension {
    @Override
    public String point() {
      return "shape";
    }

    @Override
    public String name() {
      return "plain";
    }

    @Override
    public Record defaults() {
      return new NoSettings();
    }
  }

  /** An extension at the point {@code shape} whose width is limited by the group around it. */
  public static final class Sized implements Extension {
    @Override
    public String point() {
      return "shape";
    }

    @Override
    public String name() {
      return "sized";
    }

    @Override
    public Record defaults() {
      return new Size(8, 0.1);
    }

    @Override
    public List<InvalidConfigException.Problem> check(Record group, Record settings) {
      return ((Size) settings).width() <= ((Root) group).limit() ? List.of()
          : List.of(new InvalidConfigException.Problem("shape.width", "exceeds the limit", List.of("limit")));
    }
  }

  /** An evaluation with one setting. */
  public static final class Rank implements Extension {
    @Override
    public String point() {
      return "evaluations";
    }

    @Override
    public String name() {
      return "test-rank";
    }

    @Override
    public Record defaults() {
      return new Depth(3);
    }
  }

  @Test
  void nameSelectsExtensionWithDefaults() {
    assertEquals(new Choice("sized", new Size(8, 0.1)), bind("shape = sized").shape());
    assertEquals(Choice.of("plain"), bind("").shape());
  }

  @Test
  void groupSelectsExtensionWithSettings() {
    assertEquals(new Choice("sized", new Size(5, 0.1)), bind("shape { kind = sized, width = 5 }").shape());
  }

  @Test
  void reportsUnknownName() {
    assertEquals("x:1: shape.kind: no 'sised' is known, did you mean 'sized'? " + KNOWN,
        problem("shape { kind = sised, width = 5 }"));
    assertEquals("x:1: shape.kind: must be text, is [1]", problem("shape { kind = [1] }"));
    assertEquals("x:1: shape: must be a name or a group with a kind, is 3", problem("shape = 3"));
  }

  @Test
  void reportsInvalidSettings() {
    assertEquals("x:2: shape.widht: unknown key, did you mean 'shape.width'?\n"
        + "x:3: shape.ratio: must be a finite number, is 'a'",
        problem("shape { kind = sized\n widht = 5\n ratio = a }"));
    assertEquals("x:1: shape.width: must be at least 1, is 0", problem("shape { kind = sized, width = 0 }"));
    assertEquals(
        "x:1: shape.width: not a setting of plain, but of sized; remove it, or write the kind that it belongs to "
            + "beside it",
        problem("shape { kind = plain, width = 1 }"));
  }

  @Test
  void extensionChecksSettingsAgainstGroup() {
    assertEquals("x:2: shape.width: exceeds the limit", problem("limit = 4\nshape { kind = sized, width = 5 }"));
    assertEquals("x:1: shape.width: exceeds the limit", problem("limit = 4\nshape = sized"));
  }

  @Test
  void rendersAllSettings() {
    Root root = bind("shape = sized");
    assertEquals("shape {\n  kind = sized\n  width = 8\n  ratio = 0.1\n}\nlimit = 10\n", ConfigRenderer.render(root));
    assertEquals(new TreeMap<>(Map.of("shape.kind", "sized", "shape.width", "8", "shape.ratio", "0.1", "limit", "10")),
        ConfigRenderer.values(root));
    assertEquals(root, bind(ConfigRenderer.render(root)));
  }

  @Test
  void knowsKeysOfAllKinds() {
    assertEquals(Set.of("shape.kind", "shape.width", "shape.ratio", "limit"), KnownKeys.of(Root.class).leaves());
    Root plain = bind("shape = plain");
    ExperimentKey kind = ExperimentKey.of(plain, "shape.kind");
    assertEquals("sized", kind.text(ConfigValueFactory.fromAnyRef("sized")));
    assertTrue(kind.problem(ConfigValueFactory.fromAnyRef("x")).orElseThrow().endsWith(KNOWN));
    ExperimentKey width = ExperimentKey.of(plain, "shape.width");
    assertEquals(int.class, width.type());
    assertEquals("must be at least 1, is 0", width.problem(ConfigValueFactory.fromAnyRef(0)).orElseThrow());
  }

  @Test
  void overridesChangeKindAndSettings() throws IOException {
    Path file = write("model.masking { kind = block, minimumPatches = 9 }\ndata.source.train = 500");
    assertEquals("9", values(file).get("model.masking.minimumPatches"));
    assertEquals("7", values(file, "model.masking.minimumPatches=7").get("model.masking.minimumPatches"));
    assertEquals("9", values(file, "model.masking=grid", "model.masking=block").get("model.masking.minimumPatches"));
    assertEquals("3", values(file, "model.masking=random", "model.masking=block", "model.masking.minimumPatches=3")
        .get("model.masking.minimumPatches"));
    assertEquals("random", values(file, "model.masking=random").get("model.masking.kind"));
    Path substituted = write("base { patch = 8 }\nmodel = ${base} { maskRatio = 0.5 }\nmodel.masking = block");
    assertThrows(ConfigFileException.class, () -> values(substituted, "model.masking=random"));
    write("model.masking { kind = block, minimumPatches = 9 }\ndata.source { kind = embedded, train = 500 }");
    assertEquals("folder", values(file, "data.source=folder", "data.dir=x").get("data.source.kind"));
  }

  @Test
  void aKindKeepsTheSettingsThatItKnows() throws IOException {
    for (String decoder : List.of("width = 60, depth = 1", "kind = attention, width = 60, depth = 1")) {
      for (String word : List.of("model.decoder.kind=cross", "model.decoder=cross")) {
        Map<String, String> values =
            values(write("model.decoder { " + decoder + " }"), word, "model.decoder.predict=0.5");
        assertEquals(List.of("cross", "60", "1", "3", "0.5"), Stream.of("kind", "width", "depth", "heads", "predict")
            .map(key -> values.get("model.decoder." + key)).toList());
      }
    }
    assertEquals("7", values(write(""), "model.masking.minimumPatches=7", "model.masking.kind=block")
        .get("model.masking.minimumPatches"));
  }

  @Test
  void settingsThatTheKindDoesNotKnowAreRefused() throws IOException {
    assertRefused("x:2: data.source.train: not a setting of folder, but of embedded, idx; remove it, or write the kind "
        + "that it belongs to beside it", "seed = 1\ndata.source.train = 500", "data.source=folder", "data.dir=x");
    assertRefused(
        "command line: model.decoder.predict: not a setting of attention, but of cross; remove it, or write the "
            + "kind that it belongs to beside it",
        "", "model.decoder.predict=0.5");
    assertRefused(
        "x:2: model.masking.minimumPatches: not a setting of grid, but of block; remove it, or write the kind "
            + "that it belongs to beside it",
        "model.masking = block\nmodel.masking {minimumPatches = 9, kind = grid}");
  }

  @Test
  void includedSettingsOfAnotherKindAreReplaced() throws IOException {
    Path base = Files.writeString(directory.resolve("base"), "seed = 1\nmodel.masking { minimumPatches = 9 }");
    String file = "include \"base\"\nmodel.masking { kind = grid }";
    String message = assertThrows(ConfigFileException.class, () -> values(write(file))).getMessage();
    assertEquals(
        base + ":2: model.masking.minimumPatches: not a setting of grid, but of block; to replace the included "
            + "settings, write model.masking = null before " + directory.resolve("x") + ":2",
        message);
    assertEquals("grid", values(write(file.replace("\n", "\nmodel.masking = null\n"))).get("model.masking.kind"));
  }

  @Test
  void settingsBesideAnotherKindAreIgnoredWithAWarning() throws IOException {
    Path file = write("seed = 1\ndata.source { kind = embedded\n train = 500, test = 10 }\ndata.dir = x");
    assertEquals(
        List.of(file + ":3: data.source.test and data.source.train are ignored: they are settings of embedded, and "
            + "data.source is idx"),
        warnings(file, "data.source=idx", "data.image.channels=1"));
    assertEquals(List.of(), warnings(file, "data.source.kind=embedded"));
    assertEquals(List.of(), warnings(write("data.dir = x"), "data.source=idx", "data.image.channels=1"), "defaults");
  }

  @Test
  void aKindMayBeAReference() throws IOException {
    Path file = write("name = cifar10\ndata.source.kind = ${name}\ndata.dir = x");
    assertEquals("cifar10", values(file).get("data.source.kind"));
    assertEquals("embedded", values(write("data.source = ${?MAE4J_NOT_SET}")).get("data.source.kind"));
  }

  @Test
  void settingsDoNotHideANameInTheSameFile() throws IOException {
    assertRefused("x:2: model.decoder: a name and then settings; write the name as model.decoder.kind = NAME",
        "model.decoder = cross\nmodel.decoder.width = 60");
    Files.writeString(directory.resolve("base"), "model.decoder = cross");
    assertRefused("x:1: model.decoder: a name and then settings; write the name as model.decoder.kind = NAME",
        "include base\nmodel.decoder.width = 60".replace("base", "\"base\"").replace("\n", ", "));
    assertEquals("cross", values(write("model.decoder = attention\nmodel.decoder { kind = cross, width = 60 }"))
        .get("model.decoder.kind"));
  }

  private void assertRefused(String expected, String text, String... overrides) throws IOException {
    Path file = write(text);
    String message = assertThrows(ConfigFileException.class, () -> values(file, overrides)).getMessage();
    assertEquals(expected.startsWith("x") ? directory + "/" + expected : expected, message);
  }

  private static List<String> warnings(Path file, String... overrides) {
    List<String> warnings = new ArrayList<>();
    Problems problems = new Problems(warnings::add);
    ConfigText.read(file, List.of(overrides), ConfigLoader.defaults(), new RenamedKeys(), problems).experiment();
    problems.throwIfAny();
    return warnings;
  }

  private static Map<String, String> values(Path file, String... overrides) {
    return ConfigRenderer.values(ConfigLoader.load(file, List.of(overrides)));
  }

  @Test
  void readsEvaluations() throws IOException {
    Path file = write("evaluations { test-rank { depth = 7 } }");
    ExperimentConfig config = ConfigLoader.load(file, List.of());
    assertEquals(new Choices(new TreeMap<>(Map.of("test-rank", new Depth(7)))), config.evaluations());
    assertEquals("7", ConfigRenderer.values(config).get("evaluations.test-rank.depth"));
    assertEquals(config, ConfigLoader.load(write(ConfigRenderer.render(config)), List.of()));
    assertEquals(5L, ((Depth) ConfigLoader.load(file, List.of("evaluations.test-rank.depth=5")).evaluations()
        .settings().get("test-rank")).depth());
    assertTrue(KnownKeys.of(ExperimentConfig.class).leaves().contains("evaluations.test-rank.depth"));
    assertEquals(long.class, ExperimentKey.of(ConfigLoader.byDefault(), "evaluations.test-rank.depth").type());
    assertTrue(ConfigLoader.byDefault().evaluations().settings().isEmpty());
  }

  @Test
  void reportsProblemsOfEvaluations() throws IOException {
    Path file = write("evaluations {\n test-rank { dept = 7 }\n other {}\n}");
    String message = assertThrows(ConfigFileException.class, () -> ConfigLoader.load(file, List.of())).getMessage();
    assertTrue(message.contains("x:2: evaluations.test-rank.dept: unknown key, did you mean "
        + "'evaluations.test-rank.depth'?"), message);
    assertTrue(message.contains("x:3: evaluations.other: no 'other' is known"), message);
    assertFalse(message.contains("did you mean 'evaluations.test-rank'"), message);
    assertEquals(2, message.lines().count());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("x"), text);
  }

  private static Root bind(String text) {
    Problems problems = new Problems();
    Root root = bind(text, problems);
    problems.throwIfAny();
    return root;
  }

  private static String problem(String text) {
    Problems problems = new Problems();
    bind(text, problems);
    return assertThrows(ConfigFileException.class, problems::throwIfAny).getMessage();
  }

  private static Root bind(String text, Problems problems) {
    ConfigObject defaults = ConfigFactory.parseString("shape = plain, limit = 10").root();
    WrittenValues written = new WrittenValues(List.of(
        ConfigFactory.parseString(text, ConfigParseOptions.defaults().setOriginDescription("x")).root()));
    return new RecordBinder(written.over(defaults, problems).root(), written, true, problems).bind(Root.class,
        defaults);
  }
}
