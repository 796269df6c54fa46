package org.mae4j.cli.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the sizes of CIFAR-10 that take no room on the disk: black images, all of the first class. */
public final class CifarFiles {
  private static final int BYTES = 30_730_000;

  private CifarFiles() {}

  /** Writes the files into a new directory. */
  public static Path write(Path directory) throws IOException {
    Files.createDirectory(directory);
    for (int i = 1; i <= 5; i++) {
      writeZeros(directory.resolve("data_batch_" + i + ".bin"));
    }
    writeZeros(directory.resolve("test_batch.bin"));
    return directory;
  }

  private static void writeZeros(Path file) throws IOException {
    try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
      zeros.setLength(BYTES);
    }
  }
}
