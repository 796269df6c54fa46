package org.mae4j.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.PluginJar;

/** Tests the example of a source whose images are in the cache and have no labels. */
class CachePluginTest {
  private static final Pattern READ = Pattern.compile("read 300 images in \\d+\\.\\d\\d s\n");

  @TempDir
  Path directory;

  private Path jar;

  @BeforeEach
  void packPlugin() throws IOException {
    jar = PluginJar.of(Path.of("src/examples/cache"), "example.cache.NoiseSource", directory);
  }

  @AfterEach
  void unloadPlugin() {
    Extensions.add(List.of());
  }

  @Test
  void runPretrainsOnCachedImagesWithoutLabels() throws IOException {
    Path run = directory.resolve("run");
    Captured result = run("run", SmallExperiment.write(directory), "--out", run, "pretrain.epochs=1",
        "data.source={kind=noise,images=300}", "data.testFraction=0.1", "data.cacheDir=" + directory.resolve("cache"));
    assertEquals(0, result.code(), result.err());
    String log = Files.readString(run.resolve("run.log"));
    assertTrue(
        Pattern.compile("decoded 300 images in \\d+\\.\\d\\d s, [\\d,]+ per second\n").matcher(result.out()).find(),
        result.out());
    assertTrue(READ.matcher(result.out()).find(), result.out());
    assertTrue(log.contains("noise, images of 3×32×32, without labels\n"), log);
    assertTrue(log.contains("noise, without labels: 243 training, 27 validation, 30 test"), log);
    assertTrue(result.out().contains("left out: probes of frozen features, fine-tuning, training from scratch; "
        + "labels are needed, and the images of source noise have none\n"), result.out());
    assertTrue(Files.readString(run.resolve("results.json")).contains("maskedMse"));
    assertFalse(Files.readString(run.resolve("results.json")).contains("accuracy"));

    Captured again = run("finetune", run);
    assertEquals(2, again.code(), again.err());
    assertTrue(again.err().contains("fine-tuning, training from scratch: labels are needed"), again.err());
    Captured evaluated = run("evaluate", run);
    assertEquals(0, evaluated.code(), evaluated.err());
    assertFalse(evaluated.out().contains("decod"), evaluated.out());
    assertTrue(READ.matcher(evaluated.out()).find(), evaluated.out());
  }

  private Captured run(Object... words) {
    return Captured.run(Stream.concat(Stream.of("--plugins", jar), Stream.of(words)).toArray());
  }
}
