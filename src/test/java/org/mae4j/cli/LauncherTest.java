package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the launcher, in a directory that looks built, with a program in place of Java that prints what it is given. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  private static final String JAVA = """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'openjdk version "17.0.1"' >&2
      else
        echo "LC_ALL=${LC_ALL-}"
        for word; do last="$word"; done
        echo "last word: $last"
      fi
      """;
  /** Writes the jar in place, as Maven does, and changes a source if there is a file {@code edit}. */
  private static final String MAVEN = """
      #!/bin/sh
      echo "build" >>builds
      cat builds >target/mae4j.jar
      [ ! -f edit ] || { rm edit; sleep 0.05; touch src/main/Source.java; }
      """;
  private static final String ENGLISH_ONLY = "ANSI_X3.4-1968";

  @TempDir
  private Path clone;
  private Path script;

  @BeforeEach
  void build() throws IOException {
    script = Files.copy(Path.of("mae4j").toAbsolutePath(), clone.resolve("mae4j"));
    executable(script);
    Path java = Files.createDirectories(clone.resolve("jdk/bin")).resolve("java");
    executable(Files.writeString(java, JAVA));
    for (String source : List.of("src/main", "src/bench", "src/spark", "conf/bench", "target")) {
      Files.createDirectories(clone.resolve(source));
    }
    Files.createFile(clone.resolve("pom.xml"));
    Path jar = Files.createFile(clone.resolve("target/mae4j.jar"));
    Files.writeString(clone.resolve("target/classpath"), jar.toString());
    executable(Files.writeString(Files.createDirectory(clone.resolve("bin")).resolve("mvn"), MAVEN));
    Files.createFile(clone.resolve("target/launcher.jar"));
    Files.createFile(clone.resolve("target/launcher.stamp"));
  }

  /** A running program loads classes from its jar until it ends. */
  @Test
  void aBuildLeavesTheJarOfARunningProgram() throws IOException {
    Path program = clone.resolve("target/launcher.jar");
    edit();
    run(Map.of(), script.toString());
    assertEquals("build\n", Files.readString(program));
    try (InputStream running = Files.newInputStream(program)) {
      edit();
      run(Map.of(), script.toString());
      assertEquals("build\n", new String(running.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertEquals("build\nbuild\n", Files.readString(program));
  }

  @Test
  void aSourceThatChangesDuringTheBuildIsBuiltAgain() throws IOException {
    edit();
    Files.createFile(clone.resolve("edit"));
    for (int start = 0; start < 3; start++) {
      run(Map.of(), script.toString());
    }
    assertEquals("build\nbuild\n", Files.readString(clone.resolve("builds")));
  }

  @Test
  void findsItsDirectoryAlsoWhereTheShellSearchesOthers() throws IOException {
    Path parent = clone.getParent();
    assertEquals("LC_ALL=C.UTF-8\nlast word: run\n", run(Map.of("CDPATH", parent.toString(), "LC_ALL", "C.UTF-8"), "sh",
        "-c", "cd '" + parent + "' && " + clone.getFileName() + "/mae4j run"));
  }

  @Test
  void tellsTheProgramHowItWasCalled() throws IOException {
    Files.writeString(clone.resolve("jdk/bin/java"), JAVA.replace("do last=", "do printf '%s\\n' \"$word\"; last="));
    Path link = Files.createSymbolicLink(Files.createDirectory(clone.resolve("my tools")).resolve("m"), script);
    assertTrue(run(Map.of(), link.toString()).contains("\n-Dmae4j.command=" + link + "\n"));
    assertTrue(run(Map.of(), "./mae4j").contains("\n-Dmae4j.command=./mae4j\n"));
    assertTrue(run(Map.of(), "bash", "mae4j").contains("\n-Dmae4j.command=./mae4j\n"));
  }

  @Test
  void sparkNeedsAJavaThatItKnows() throws IOException {
    Path java = clone.resolve("jdk/bin/java");
    Files.writeString(java, JAVA.replace("17.0.1", "25"));
    assertTrue(run(Map.of(), script.toString(), "sweep", "a.conf", "--spark=local[2]")
        .startsWith("mae4j: --spark needs Java 17 to 22, because of Spark 3.5; "));
    assertTrue(run(Map.of(), script.toString(), "run", "a.conf").endsWith("last word: a.conf\n"));
  }

  /** Changes a source after the last build. */
  private void edit() throws IOException {
    Path source = clone.resolve("src/main/Source.java");
    Files.writeString(source, "");
    Files.setLastModifiedTime(source,
        FileTime.fromMillis(Files.getLastModifiedTime(clone.resolve("target/launcher.stamp")).toMillis() + 1));
  }

  /** In the locale C, Java could neither open nor print a name such as müll. */
  @Test
  void aLocaleWithTheLettersOfEnglishAloneIsReplaced() throws IOException {
    assumeTrue(run(Map.of("LC_ALL", "C"), "locale", "charmap").strip().equals(ENGLISH_ONLY), "another C library");
    assertEquals("LC_ALL=C.UTF-8\nlast word: a b\n", run(Map.of("LC_ALL", "C"), script.toString(), "run", "a b"));
    assertTrue(
        run(Map.of("LC_ALL", "", "LC_CTYPE", "C", "LANG", "C"), script.toString()).startsWith("LC_ALL=C.UTF-8\n"));
  }

  @Test
  void aLocaleWithOtherLettersIsKept() throws IOException {
    assertTrue(run(Map.of("LC_ALL", "", "LC_CTYPE", "C.UTF-8"), script.toString()).startsWith("LC_ALL=\n"));
  }

  @Test
  void passesOnThatTheGpuComputes() throws IOException {
    assertTrue(run(Map.of(), script.toString(), "run", "--gpu").endsWith("last word: --gpu\n"));
    assertEquals("mae4j: --gpu cannot be combined with --cuda, --spark or --against\n",
        run(Map.of(), script.toString(), "sweep", "a.conf", "--gpu", "--spark=local[2]"));
  }

  private String run(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(clone.toFile());
    builder.environment().merge("PATH", clone.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    builder.environment().put("JAVA_HOME", clone.resolve("jdk").toString());
    builder.environment().putAll(environment);
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
