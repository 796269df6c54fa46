package org.mae4j.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.mae4j.cli.harness.Captured;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.PluginJar;

/** Tests the example of a masking, built outside the main source tree and used through the command line. */
class MaskingPluginTest {
  @TempDir
  Path directory;

  @AfterEach
  void unload() {
    Extensions.add(List.of());
  }

  @Test
  void aRunTrainsWithTheMaskingOfAPlugin() throws IOException {
    Path jar = PluginJar.of(Path.of("src/examples/masking"), "example.masking.CenterMasking", directory);
    Path run = directory.resolve("run");
    Captured result = Captured.run("--plugins", jar, "pretrain", SmallExperiment.write(directory),
        "model.masking=center", "pretrain.epochs=1", "--out", run);
    assertEquals(0, result.code(), result.err());
    assertTrue(Files.readString(run.resolve("config.conf")).contains("masking {\n    kind = center\n"));
    assertTrue(result.out().endsWith("\nlook again: ./mae4j ui " + run + " --plugins " + jar + "\n"), result.out());
    assertTheResumeCommandHas(jar, run);
  }

  private static void assertTheResumeCommandHas(Path jar, Path run) throws IOException {
    Path plan = run.resolve("resume.json");
    Files.writeString(plan, Files.readString(plan).replace("\"done\" : 1", "\"done\" : 0"));
    Captured refused = Captured.run("probe", run, "--plugins", jar);
    assertTrue(refused.err().contains("resume it with ./mae4j resume " + run + " --plugins " + jar + ", or discard"),
        refused.err());
  }

  @Test
  void aResumedRunWarnsAboutAPluginThatHasChanged() throws IOException {
    Path jar = PluginJar.of(Path.of("src/examples/masking"), "example.masking.CenterMasking", directory);
    Path changed = Files.copy(jar, Files.createDirectories(directory.resolve("changed")).resolve("plugin.jar"));
    try (FileSystem files = FileSystems.newFileSystem(changed)) {
      Files.writeString(files.getPath("note.txt"), "changed");
    }
    Path run = directory.resolve("run");
    assertEquals(0, Captured.run("--plugins", jar, "pretrain", SmallExperiment.write(directory),
        "model.masking=center", "pretrain.epochs=1", "--out", run).code());
    String warning = run + ": the interrupted command had another plugin.jar; the results may not be those of an "
        + "uninterrupted run";
    assertFalse(resumed(run, jar).contains(warning));
    assertTrue(resumed(run, changed).contains(warning));
  }

  private static String resumed(Path run, Path jar) throws IOException {
    Path plan = run.resolve("resume.json");
    Files.writeString(plan, Files.readString(plan).replace("\"done\" : 1", "\"done\" : 0"));
    Captured result = Captured.run("resume", run, "--plugins", jar);
    assertEquals(0, result.code(), result.err());
    return result.out() + result.err();
  }

  @Test
  void aFailureOfAPluginNamesItsClassAndJar() throws IOException {
    Captured result = pretrainedWith("request.masked()).forEach", "-1).forEach");
    assertEquals(1, result.code(), result.err());
    assertTrue(result.err().contains("the run failed because of a bug in the plugin example.masking.Failing of "
        + directory.resolve("plugin.jar") + ":\njava.lang.IllegalArgumentException"), result.err());
  }

  @Test
  void aFailureOfACallFromAPluginNamesItsClassAndJar() throws IOException {
    Captured result = pretrainedWith("request.permutation(mask,", "request.permutation(null,");
    assertEquals(1, result.code(), result.err());
    assertTrue(result.err().contains("the run failed in a call from the plugin example.masking.Failing of "
        + directory.resolve("plugin.jar") + "; check its arguments:\njava.lang.NullPointerException"),
        result.err());
  }

  /** As of a plugin that was compiled against another version. */
  @Test
  void aPluginThatUsesAMissingClassIsReportedInOneLine() throws IOException {
    Captured result = pretrainedWith("return request.permutation",
        "if (true) { throw new NoSuchMethodError(\"MaskRequest.gone()\"); } return request.permutation");
    assertEquals(2, result.code(), result.err());
    assertTrue(
        result.err().contains("--plugins: a jar does not fit this version of mae4j, or a class is missing; compile "
            + "it against this version (java.lang.NoSuchMethodError: MaskRequest.gone())"),
        result.err());
  }

  private Captured pretrainedWith(String part, String replacement) throws IOException {
    Path source = Files.createDirectories(directory.resolve("sources")).resolve("Failing.java");
    Files.writeString(source, Files.readString(Path.of("src/examples/masking/example/masking/CenterMasking.java"))
        .replace("CenterMasking", "Failing").replace(part, replacement));
    return Captured.run("--plugins", PluginJar.of(source.getParent(), "example.masking.Failing", directory), "pretrain",
        SmallExperiment.write(directory), "model.masking=center", "--out", directory.resolve("run"));
  }

  @Test
  void anUnknownMaskingIsReportedWithTheKnownOnes() {
    Captured result = Captured.run("summary", SmallExperiment.write(directory), "model.masking=center");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("grid, random"), result.err());
  }
}
