package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mae4j.config.check.Checks;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.value.ConfigRenderer;

/** Tests groups of settings with a kind, which selects an extension. */
class ChoiceTest {
  private static final String KNOWN = "Known: plain, sized; --plugins adds those of a jar";

  record Root(Choice shape, int limit) {}

  record Size(int width, double ratio) {
    Size {
      new Checks().atLeast(1, "width", width).throwIfAny();
    }
  }

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
