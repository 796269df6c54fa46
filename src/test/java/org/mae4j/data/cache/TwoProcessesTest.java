package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.Decoding;

/** Processes that need the same cache at the same time. */
class TwoProcessesTest {
  private static final ImageShape SHAPE = new ImageShape(8, 8, 3);
  private static final int IMAGES = 200;

  @TempDir
  Path dir;

  /** Opens the cache of a source that takes some time to decode, and prints how many images it decoded. */
  public static void main(String[] arguments) throws IOException {
    Path dir = Path.of(arguments[0]);
    DataConfig config = DataConfigs.cached(SHAPE, dir.resolve("cache").toString());
    CacheSource source =
        new CacheSource("train", dir.resolve("source"), List.of(dir.resolve("source")), IMAGES, SHAPE, "");
    int[] decoded = {0};
    CachedImages images =
        CachedImages.open(config, source, new Decoding(1, (done, total) -> decoded[0] = done), item -> {
          LockSupport.parkNanos(2_000_000);
          byte[] planes = new byte[SHAPE.size()];
          planes[0] = (byte) item;
          return Optional.of(new DecodedImage(planes, Set.of()));
        });
    System.out.println(decoded[0] + " " + images.images(List.of("all"), new int[IMAGES]).digest());
  }

  @Test
  void oneDecodesAndTheOthersWait() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("source"), "images");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
          "-cp", System.getProperty("java.class.path"), TwoProcessesTest.class.getName(), dir.toString())
          .redirectErrorStream(true).start());
    }
    List<String> results = new ArrayList<>();
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals(0, process.waitFor(), output);
      results.add(output.substring(output.lastIndexOf('\n') + 1));
    }
    assertEquals(1, results.stream().filter(line -> line.startsWith(IMAGES + " ")).count(), results.toString());
    assertEquals(2, results.stream().filter(line -> line.startsWith("0 ")).count(), results.toString());
    assertEquals(1, results.stream().map(line -> line.substring(line.indexOf(' '))).distinct().count());
    try (Stream<Path> files = Files.list(dir.resolve("cache"))) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
    }
  }
}
