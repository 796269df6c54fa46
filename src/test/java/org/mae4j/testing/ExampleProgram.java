package org.mae4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Example programs that a document shows, compiled outside the main source tree.
 *
 * @param sources directory of their Java files
 * @param classes directory of their classes
 */
public record ExampleProgram(Path sources, Path classes) {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  /** Compiles the Java files below {@code sources}. */
  public static ExampleProgram compile(Path sources, Path classes) throws IOException {
    PluginJar.compile(PluginJar.javaFiles(sources), classes);
    return new ExampleProgram(sources, classes);
  }

  /** Checks that each of the blocks of Java in a document is a part of an example. @param count number of blocks */
  public void assertShownBy(Path document, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : PluginJar.javaFiles(sources)) {
      text.append(Files.readString(file)).append('\n');
    }
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(document)).results().toList();
    assertEquals(count, blocks.size());
    blocks.forEach(block -> assertTrue(text.indexOf(block.group(1)) >= 0, block.group(1)));
    blocks.forEach(block -> assertTrue(block.group(1).lines().count() <= 10, block.group(1)));
  }

  /** Runs the main method of a class in this process. @return what it printed */
  public String run(String className, Object... words) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader.loadClass(className).getMethod("main", String[].class)
          .invoke(null, (Object) Stream.of(words).map(Object::toString).toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
