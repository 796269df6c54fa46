package org.mae4j.config.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.testing.PluginJar;

/** Tests what is said of jars that cannot be used. */
class ExtensionsTest {
  private static final Path EXAMPLE = Path.of("src/examples/masking/example/masking/CenterMasking.java");
  private static final String SERVICES = "META-INF/services/" + Extension.class.getName();

  @TempDir
  Path directory;

  @AfterEach
  void unload() {
    Extensions.add(List.of());
  }

  @Test
  void namesAJarForANewerJava() throws IOException {
    Path jar = jar("\"center\"");
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path type = files.getPath("example/masking/CenterMasking.class");
      byte[] bytes = Files.readAllBytes(type);
      bytes[7] = 99; // the major version
      Files.write(type, bytes);
    }
    String problem = problem(jar);
    assertTrue(problem.startsWith("is compiled for a newer Java than "), problem);
    assertTrue(problem.contains("; compile it with javac --release 17 (example/masking/CenterMasking "), problem);
  }

  @Test
  void namesAJarThatAddsNoExtension() throws IOException {
    Path jar = jar("\"center\"");
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Files.delete(files.getPath(SERVICES));
    }
    assertEquals("adds no extension: it has no " + SERVICES + " that names its class", problem(jar));
  }

  /** Extensions of one jar use the classes of another one. */
  @Test
  void acceptsAJarOfClassesBesideAPlugin() throws IOException {
    Path library = jar("\"center\"");
    Path plugin = Files.move(library, directory.resolve("center.jar"));
    try (FileSystem files = FileSystems.newFileSystem(Files.copy(plugin, library))) {
      Files.delete(files.getPath(SERVICES));
    }
    try (FileSystem files = FileSystems.newFileSystem(plugin)) {
      Files.delete(files.getPath("example/masking/CenterMasking.class"));
    }
    Extensions.add(List.of(library, plugin));
    assertEquals(1, Extensions.plugins().stream().mapToLong(each -> each.extensions().size()).sum());
  }

  @Test
  void namesAClassThatTheJarLacks() throws IOException {
    Path jar = jar("\"center\"");
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Files.delete(files.getPath("example/masking/CenterMasking.class"));
    }
    assertEquals(
        "names a class in " + SERVICES + " that cannot be used: Provider example.masking.CenterMasking not found",
        problem(jar));
  }

  @Test
  void namesAFileThatIsNoJar() throws IOException {
    assertEquals("is not a file; name a jar", problem(directory));
    String problem = problem(Files.writeString(directory.resolve("text.jar"), "text"));
    assertTrue(problem.startsWith("is not a jar: "), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"Center\"", "\"the center\"", "\"center\\n\""})
  void namesAnExtensionWithAWrongName(String name) throws IOException {
    String problem = problem(jar(name));
    assertTrue(problem.startsWith("example.masking.CenterMasking has the name '"), problem);
    assertTrue(problem.endsWith("'; use lower-case letters, digits and '-'"), problem);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "int[] a | new int[1] | has the setting 'a' of type int[]; use int, ",
      "java.util.List<String> a | List.of() | has the setting 'a' of type java.util.List<java.lang.String>; use int, ",
      "java.util.List<Integer> a | List.of(1) | has the setting 'a' of type java.util.List<java.lang.Integer>; use int, ",
      "int a, Integer b | 1, 2 | has the setting 'b' of type java.lang.Integer; use int, ",
      "String a | null | has the setting 'a' without a default; ",
      "int kind | 1 | has the setting 'kind', which is the key of its own name; "})
  void namesASettingThatAFileCannotHave(String components, String values, String expected) throws IOException {
    String problem = problem(jarWith("new Settings(" + values + ")", "record Settings(" + components + ") {}"));
    assertTrue(problem.startsWith("cannot be used: example.masking.CenterMasking " + expected), problem);
  }

  @Test
  void namesSettingsWithoutValidDefaults() throws IOException {
    assertEquals("cannot be used: example.masking.CenterMasking.defaults() returns null; return new NoSettings() if it "
        + "has no settings", problem(jarWith("null", "")));
    assertEquals("cannot be used: example.masking.CenterMasking.defaults() fails: java.lang.IllegalStateException: no "
        + "defaults",
        problem(jarWith("failing()",
            "private static NoSettings failing() { throw new IllegalStateException(\"no defaults\"); }")));
  }

  @Test
  void acceptsSettingsOfAllTypesOfAFile() throws IOException {
    Extensions.add(List.of(jarWith(
        "new Settings(1, 2, 0.5, true, \"a\", Kind.A, List.of(0.5), new Inner(3), List.of())",
        "enum Kind { A } record Inner(int count) {} record Settings(int a, long b, double c, boolean d, String e, Kind f, "
            + "List<Double> g, Inner h, List<Inner> i) {}")));
    assertEquals(1, Extensions.plugins().get(0).extensions().size());
  }

  @Test
  void namesTheExceptionOfAConstructorAndOfAName() throws IOException {
    String problem = problem(jarWith("new NoSettings()",
        "public CenterMasking() { throw new IllegalStateException(\"no license\"); }"));
    assertTrue(problem.endsWith(": Provider example.masking.CenterMasking could not be instantiated: "
        + "java.lang.IllegalStateException: no license"), problem);
    assertEquals("cannot be used: example.masking.CenterMasking.name() fails: java.lang.NullPointerException",
        problem(jar("java.util.Objects.requireNonNull(null)")));
  }

  /** Two versions of a plugin have the same classes. */
  @Test
  void namesBothJarsOfANameThatIsDefinedTwice() throws IOException {
    Path jar = jar("\"center\"");
    Path copy = Files.copy(jar, directory.resolve("old.jar"));
    String message = assertThrows(UserException.class, () -> Extensions.add(List.of(jar, copy))).getMessage();
    assertEquals("--plugins: model.masking=center is defined twice, by example.masking.CenterMasking of " + jar
        + " and of " + copy + "; leave one of these jars out", message);
  }

  @Test
  void namesAJarThatTakesTheNameOfABuiltInExtension() throws IOException {
    Path jar = jar("\"random\"");
    String message = assertThrows(UserException.class, () -> Extensions.add(List.of(jar))).getMessage();
    assertEquals("--plugins: model.masking=random is defined twice, by org.mae4j.model.masking.RandomMasking and "
        + "example.masking.CenterMasking of " + jar + "; give one of them another name, or leave its jar out", message);
  }

  /** @param members further members of the class */
  private Path jarWith(String defaults, String members) throws IOException {
    return jar(source -> source.replace("NoSettings defaults()", "Record defaults()")
        .replace("new NoSettings()", defaults)
        .replace("CenterMasking implements Masking {", "CenterMasking implements Masking { " + members));
  }

  private Path jar(String name) throws IOException {
    return jar(source -> source.replace("\"center\"", name));
  }

  private Path jar(UnaryOperator<String> change) throws IOException {
    Path source = Files.createDirectories(directory.resolve("sources")).resolve("CenterMasking.java");
    Files.writeString(source, change.apply(Files.readString(EXAMPLE)));
    return PluginJar.of(source.getParent(), "example.masking.CenterMasking", directory);
  }

  private static String problem(Path jar) {
    String message = assertThrows(UserException.class, () -> Extensions.add(List.of(jar))).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("--plugins: " + jar + " "), message);
    return message.substring(("--plugins: " + jar + " ").length());
  }
}
