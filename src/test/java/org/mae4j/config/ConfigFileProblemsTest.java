package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.config.ConfigProblems.assertProblems;
import static org.mae4j.config.ConfigProblems.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the messages about configuration files that cannot be read, and about their includes and substitutions. */
class ConfigFileProblemsTest {
  @TempDir
  Path dir;

  @Test
  void namesIncludedFile() throws IOException {
    Files.createDirectories(dir.resolve("parts"));
    Files.writeString(dir.resolve("parts/model.conf"), "\nptach = 4\nmaskRatio = 2");
    assertProblems(dir, "model {\n  include \"parts/model.conf\"\n}",
        "parts/model.conf:2: model.ptach: unknown key, did you mean 'model.patch'?",
        "parts/model.conf:3: model.maskRatio: must lie in [0, 1), is 2.0");
  }

  @Test
  void reportsMissingIncludeWithoutItsConsequences() throws IOException {
    assertProblems(dir, "seed = x\n// no include\ninclude \"absent.conf\"\nmodel.patch = 5\nname = ${base}",
        "x.conf:1: seed: must be a whole number, is 'x'",
        "x.conf:3: include \"absent.conf\": no such file");
  }

  @Test
  void rejectsIncludesOtherThanFiles() throws IOException {
    assertProblems(dir, "include classpath(\"a.conf\")\ninclude url(\"http://localhost/b.conf\")\ninclude \".\"",
        "x.conf:1: include \"a.conf\": only files can be included",
        "x.conf:2: include \"http://localhost/b.conf\": only files can be included",
        "x.conf:3: include \".\": not a file");
  }

  @Test
  void reportsCyclicIncludes() throws IOException {
    Files.writeString(dir.resolve("y.conf"), "\ninclude \"x.conf\"");
    assertProblems(dir, "include \"y.conf\"", "y.conf:2: include \"x.conf\": the file includes itself");
  }

  @Test
  void reportsCyclicSubstitutions() throws IOException {
    assertProblems(dir, "name = x/y\nfinetune.batch = ${pretrain.batch}\na = ${b}\nb = ${a}",
        "x.conf:1: name: must be letters, digits, '.', '_' or '-', is 'x/y'",
        "x.conf:3: a: unknown key, did you mean 'name'?",
        "x.conf:4: Could not resolve substitution to a value: ${a} was part of a cycle of substitutions"
            + " involving ${b}, ${a}, ${b}",
        "x.conf:4: b: unknown key, did you mean 'name'?");
  }

  @Test
  void reportsEveryUnresolvedSubstitution() throws IOException {
    assertProblems(dir, "seed = ${one}\nthreads = ${seed}\nmodel.encoder = ${two}\n"
        + "probe.learningRates = [1, ${?x}, ${three}, ${four}]",
        "x.conf:1: seed: refers to a key or variable that is not set: ${one}",
        "x.conf:2: threads: refers to a key or variable that is not set: ${one}",
        "x.conf:3: model.encoder: refers to a key or variable that is not set: ${two}",
        "x.conf:4: probe.learningRates: refers to a key or variable that is not set: ${three}, ${four}");
  }

  @Test
  void reportsMissingBrace() throws IOException {
    assertProblems(dir, "model {\n  patch = 8\n", "x.conf:3: a closing brace '}' is missing");
  }

  @Test
  void reportsLineOfSyntaxError() throws IOException {
    assertProblems(dir, "seed = 1\n\nmodel = }\n", List.of("pretrain.epochs=0"),
        "command line: pretrain.epochs: must be at least 1, is 0",
        "x.conf:3: Expecting a value but got wrong token: '}' (if you intended '}' to be part of a key or string value,"
            + " try enclosing the key or value in double quotes)");
  }

  @Test
  void reportsUnreadableFiles() throws IOException {
    assertEquals("no.conf: no such file", message(Path.of("no.conf"), List.of()));
    assertEquals("src: not a file", message(Path.of("src"), List.of()));
    Path run = Files.createDirectory(dir.resolve("run"));
    Path ofRun = Files.createFile(run.resolve("config.conf"));
    assertEquals(run + ": is a directory; to run its settings again, name " + ofRun, message(run, List.of()));
    Path bytes = Files.write(dir.resolve("bytes.conf"), new byte[] {(byte) 0xC3, 0x28});
    assertEquals(bytes + ": not UTF-8 text", message(bytes, List.of()));
  }
}
