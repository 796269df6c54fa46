package org.mae4j.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.cli.harness.Captured;
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
    jar = PluginJar.of(Path.of("src/examples/data"), "example.data.NpySource", directory);
  }

  @AfterEach
  void unloadPlugin() {
    Extensions.add(List.of());
  }

  @Test
  void aRunTrainsOnTheDataOfAPlugin() throws IOException {
    writeStripes("train", 80);
    writeStripes("test", 16);
    Path run = directory.resolve("run");
    Captured result = run(1, "--out", run);
    assertEquals(0, result.code(), result.err());
    assertTrue(Files.readString(run.resolve("run.log")).contains("npy, images of 1×16×16, classes: 0, 1"));
    assertTrue(Files.readString(run.resolve("config.conf")).contains("kind = npy\n    classes = 2\n"));
    assertTrue(Files.isRegularFile(run.resolve("results.json")));
  }

  @Test
  void problemsOfThePluginAreReported() throws IOException {
    Captured wrongShape = run(3);
    assertEquals(2, wrongShape.code(), wrongShape.err());
    assertTrue(wrongShape.err().contains("command line: data.image.channels: must be 1 for source npy, is 3"),
        wrongShape.err());
    Captured missing = run(1);
    assertEquals(2, missing.code(), missing.err());
    assertTrue(missing.err().contains(directory.resolve("train-images.npy") + ": cannot be read"), missing.err());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "return new ImageSet(shape, | return new ImageSet(new ImageShape(8, 32, 1), | returns training images of 1×8×32; "
          + "data.image is 1×16×16, return images of that shape",
      "IntStream.range(0, classes) | IntStream.range(0, classes + count / 80) | returns test images of the classes 0, 1, "
          + "but training images of 0, 1, 2; return both with the same classes in the same order",
      "return new SourceSplits( | return config == null ? null : null; } static SourceSplits of(DataConfig config) { return "
          + "new SourceSplits( | returns null; return the images that it read"})
  void aSourceThatBreaksTheContractIsReportedInOneLine(String part, String replacement, String expected)
      throws IOException {
    writeStripes("train", 80);
    writeStripes("test", 16);
    Path source = Files.createDirectories(directory.resolve("sources")).resolve("NpySource.java");
    Files.writeString(source,
        Files.readString(Path.of("src/examples/data/NpySource.java")).replace(part, replacement));
    jar = PluginJar.of(source.getParent(), "example.data.NpySource", directory);
    Captured result = run(1, "--out", directory.resolve("run"));
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("data.source = npy: example.data.NpySource " + expected), result.err());
  }

  private Captured run(int channels, Object... more) {
    Stream<Object> words = Stream.of("--plugins", jar, "run", SmallExperiment.write(directory),
        "pretrain.epochs=1", "finetune.epochs=1", "data.source={kind=npy,classes=2}",
        "data.dir=" + directory, "data.image={height=16,width=16,channels=" + channels + "}");
    return Captured.run(Stream.concat(words, Stream.of(more)).toArray());
  }

  /** Writes images of horizontal stripes (class 0) and vertical stripes (class 1). */
  private void writeStripes(String split, int count) throws IOException {
    byte[] images = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 2);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        int at = (labels[i] == 0 ? pixel / SIDE : pixel % SIDE) + i / 2;
        images[i * SIDE * SIDE + pixel] = (byte) (at / 4 % 2 == 0 ? 40 : 220);
      }
    }
    write(split + "-images.npy", "(" + count + ", 16, 16)", images);
    write(split + "-labels.npy", "(" + count + ",)", labels);
  }

  /** Writes an array as {@code numpy.save} does, which pads the header to a multiple of 64 bytes. */
  private void write(String name, String shape, byte[] values) throws IOException {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = header + " ".repeat(128 - 10 - 1 - header.length()) + "\n";
    ByteBuffer file = ByteBuffer.allocate(128 + values.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
        .putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII)).put(values);
    Files.write(directory.resolve(name), file.array());
  }
}
