package org.mae4j.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with a directory of the CIFAR-10 binary version, without reading the images. */
public final class Cifar10Files {
  private Cifar10Files() {}

  /** One phrase for each defect, which names files without their directory; none where all is well. */
  public static List<String> defects(Path dir) {
    if (!Files.isDirectory(dir)) {
      return List.of("no such directory");
    }
    List<String> defects = new ArrayList<>();
    Stream.concat(Cifar10Data.TRAIN_FILES.stream(), Cifar10Data.TEST_FILES.stream())
        .forEach(name -> defect(dir.resolve(name)).ifPresent(defect -> defects.add(name + " " + defect)));
    return defects;
  }

  private static Optional<String> defect(Path file) {
    long expected = (long) Cifar10RecordReader.IMAGES_PER_FILE * Cifar10RecordReader.RECORD_BYTES;
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.of("is missing");
      }
      if (!Files.isReadable(file)) {
        return Optional.of("cannot be read");
      }
      return Files.size(file) == expected ? Optional.empty()
          : Optional.of("has " + Files.size(file) + " bytes, expected " + expected);
    } catch (IOException e) {
      return Optional.of("cannot be read");
    }
  }
}
