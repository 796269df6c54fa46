package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.PluginJar;

/** Tests the example of a data set, built outside the main source tree and used through the command line. */
class DataPluginTest {
  private static final int SIDE = 16;

  @TempDir
  Path directory;

  private Path jar;

  @BeforeEach
  void packPlugin() throws IOException {
    jar = PluginJar.of(Path.of("src/examples/data"), "example.data.IdxSource", directory);
  }

  @AfterEach
  void unloadPlugin() {
    Extensions.add(List.of());
  }

  @Test
  void aRunTrainsOnTheDataOfAPlugin() throws IOException {
    writeStripes("train", 80);
    writeStripes("t10k", 16);
    Path run = directory.resolve("run");
    Captured result = run(1, "--out", run);
    assertEquals(0, result.code(), result.err());
    assertTrue(Files.readString(run.resolve("run.log")).contains("idx, images of 1×16×16, classes: 0, 1"));
    assertTrue(Files.readString(run.resolve("config.conf")).contains("kind = idx\n    classes = 2\n"));
    assertTrue(Files.isRegularFile(run.resolve("results.json")));
  }

  @Test
  void problemsOfThePluginAreReported() throws IOException {
    Captured wrongShape = run(3);
    assertEquals(2, wrongShape.code(), wrongShape.err());
    assertTrue(wrongShape.err().contains("command line: data.image.channels: must be 1 for source idx, is 3"),
        wrongShape.err());
    Captured missing = run(1);
    assertEquals(2, missing.code(), missing.err());
    assertTrue(missing.err().contains(directory + ": cannot read the train files"), missing.err());
  }

  private Captured run(int channels, Object... more) {
    Stream<Object> words = Stream.of("--plugins", jar, "run", SmallExperiment.write(directory),
        "pretrain.epochs=1", "finetune.epochs=1", "data.source={kind=idx,classes=2}",
        "data.dir=" + directory, "data.image={height=16,width=16,channels=" + channels + "}");
    return Captured.run(Stream.concat(words, Stream.of(more)).toArray());
  }

  /** Writes images of horizontal stripes (class 0) and vertical stripes (class 1). */
  private void writeStripes(String split, int count) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE).putInt(0x803).putInt(count).putInt(SIDE)
        .putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        int at = (label == 0 ? pixel / SIDE : pixel % SIDE) + i / 2;
        images.put((byte) (at / 4 % 2 == 0 ? 40 : 220));
      }
      labels.put((byte) label);
    }
    Files.write(directory.resolve(split + "-images-idx3-ubyte"), images.array());
    Files.write(directory.resolve(split + "-labels-idx1-ubyte"), labels.array());
  }
}
