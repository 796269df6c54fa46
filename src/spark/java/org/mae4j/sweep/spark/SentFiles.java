package org.mae4j.sweep.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.mae4j.base.DurableFile;

/** What a run leaves, in memory on its way from an executor to the driver. */
final class SentFiles {
  /** Of the checkpoints the best by validation alone, which later commands start from. */
  private static final String CHECKPOINTS = "checkpoints/";
  private static final String BEST = "-best.safetensors";

  private SentFiles() {}

  /** Those in {@code directory}, none if there is no such directory. */
  static TreeMap<String, byte[]> read(Path directory) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
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

  /** Puts {@code files}, if there are any, into {@code directory} in place of what is there, all of them or none. */
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
