package org.mae4j.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.image.ImageFileReader;
import org.mae4j.data.image.file.ImageFile;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.Features;
import org.mae4j.experiment.checkpoint.LoadedEncoder;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.ImageName;
import org.mae4j.library.Images;

/**
 * Prints the CPU time per image of embedding the files of a folder, and of its parts: the encoder alone, reading and
 * decoding, and the check of JPEG files that is a part of that. Rounds of all of them alternate; the median is printed.
 */
public final class EmbeddingSpeed {
  private static final int ROUNDS = 7;

  private EmbeddingSpeed() {}

  /** Work on all images. */
  private interface Round {
    void run() throws IOException;
  }

  /** @param arguments run directory, and folder of images */
  public static void main(String[] arguments) throws IOException {
    Path run = Path.of(arguments[0]);
    Images images = Images.at(Path.of(arguments[1]));
    ExperimentConfig config = ExistingRun.at(run).config(List.of());
    List<Path> files = IntStream.range(0, images.size()).mapToObj(images::name).map(ImageName::file)
        .map(file -> file.orElseThrow()).toList();
    try (ImageEncoder encoder = ImageEncoder.load(run);
        LoadedEncoder alone = new LoadedEncoder(ExistingRun.at(run).checkpoint(), config,
            Workers.of(config, Optional.empty()))) {
      Map<String, Round> rounds = new LinkedHashMap<>();
      rounds.put("embed", () -> encoder.embed(images, embedding -> {}));
      rounds.put("encoder alone", () -> encode(alone, config, files.size()));
      rounds.put("read and decode", () -> decode(files, ImageFileReader.of(config.data())));
      rounds.put("check of JPEG files", () -> check(files));
      print(rounds, files.size());
    }
  }

  private static void encode(LoadedEncoder encoder, ExperimentConfig config, int images) {
    for (int done = 0; done < images; done += Features.BATCH) {
      encoder.features().of(new float[Features.BATCH * config.data().image().size()], Features.BATCH);
    }
  }

  private static void decode(List<Path> files, ImageFileReader reader) throws IOException {
    for (Path file : files) {
      reader.read(file);
    }
  }

  private static void check(List<Path> files) throws IOException {
    for (Path file : files) {
      ImageFile.of(Files.readAllBytes(file)).requireComplete();
    }
  }

  private static void print(Map<String, Round> rounds, int images) {
    OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int i = 0; i <= ROUNDS; i++) {
      int round = i;
      rounds.forEach((name, work) -> {
        long start = process.getProcessCpuTime();
        run(work);
        if (round > 0) { // the first one compiles
          times.computeIfAbsent(name, key -> new double[ROUNDS])[round - 1] =
              (process.getProcessCpuTime() - start) / 1e6 / images;
        }
      });
    }
    times.forEach((name, values) -> {
      Arrays.sort(values);
      System.out.printf(Locale.ROOT, "%-20s %.3f ms of CPU time per image (%.3f to %.3f)%n", name, values[ROUNDS / 2],
          values[0], values[ROUNDS - 1]);
    });
  }

  private static void run(Round round) {
    try {
      round.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
