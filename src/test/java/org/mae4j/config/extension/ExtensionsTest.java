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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  private Path jar(String name) throws IOException {
    Path source = Files.createDirectories(directory.resolve("sources")).resolve("CenterMasking.java");
    Files.writeString(source, Files.readString(EXAMPLE).replace("\"center\"", name));
    return PluginJar.of(source.getParent(), "example.masking.CenterMasking", directory);
  }

  private static String problem(Path jar) {
    String message = assertThrows(UserException.class, () -> Extensions.add(List.of(jar))).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("--plugins: " + jar + " "), message);
    return message.substring(("--plugins: " + jar + " ").length());
  }
}
