package org.mae4j.sweep.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.mae4j.base.file.DurableFile;

/** Reads and writes the files of a run that an executor sends to the driver. */
final class SentFiles {
  /** Of the checkpoints, only the best are sent: other commands start from them. */
  private static final String CHECKPOINTS = "checkpoints/";
  private static final String BEST = "-best.safetensors";

  private SentFiles() {}

  /** Returns the files of {@code directory} by relative path; none if the directory does not exist. */
  static Map<String, byte[]> read(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (!name.equals(".lock") && (!name.startsWith(CHECKPOINTS) || name.endsWith(BEST))) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  /** Replaces the content of {@code directory} by {@code files} in one step; does nothing without files. */
  static void place(Map<String, byte[]> files, Path directory) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    Path incoming = directory.resolveSibling("." + directory.getFileName() + "-incoming");
    FileUtils.deleteDirectory(incoming.toFile());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = incoming.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      DurableFile.write(target, file.getValue());
    }
    FileUtils.deleteDirectory(directory.toFile());
    Files.move(incoming, directory);
  }
}
