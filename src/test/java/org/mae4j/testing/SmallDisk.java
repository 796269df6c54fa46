package org.mae4j.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory. A test is skipped if this process may not mount one. */
public record SmallDisk(Path path) implements AutoCloseable {
  /** Mounts a file system. @param path directory to create @param options such as {@code size=4m} */
  public static SmallDisk mounted(Path path, String options) throws IOException {
    Files.createDirectory(path);
    assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString()), "cannot mount a file system");
    return new SmallDisk(path);
  }

  /** Writes {@code ballast} until the disk is full. */
  public void fill(Path ballast) {
    byte[] block = new byte[1 << 12];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertTrue(ballast.toFile().exists());
    }
  }

  public void makeReadOnly(String folder) throws IOException {
    String place = path.resolve(folder).toString();
    assumeTrue(run("mount", "--bind", place, place), "cannot mount a folder");
    assertTrue(run("mount", "-o", "remount,ro,bind", place));
  }

  public void makeWritable(String folder) throws IOException {
    assertTrue(run("umount", path.resolve(folder).toString()));
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    assertTrue(run("umount", "--recursive", path.toString()));
  }
}
