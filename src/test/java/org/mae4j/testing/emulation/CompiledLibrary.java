package org.mae4j.testing.emulation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.backend.device.DeviceException;

/** Shared libraries that g++ compiles, which are kept in {@code target/emulation}. */
public final class CompiledLibrary {
  private static final Path LIBRARIES = Path.of("target", "emulation");
  private static final String COMPILER = "g++";

  private CompiledLibrary() {}

  /** Skips the test without g++. */
  public static void assumeCompiler() {
    assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(
        folder -> Files.isExecutable(Path.of(folder, COMPILER))), "there is no g++ to compile with");
  }

  /**
   * Returns the library of a source, which is compiled if it has not been before with these options.
   *
   * @throws DeviceException with the messages of the compiler, if the source has mistakes
   */
  public static Path of(String source, List<String> options) {
    try {
      Path library = LIBRARIES.resolve(DigestUtils.sha256Hex(options + "\n" + source) + ".so");
      if (!Files.exists(library)) {
        Files.createDirectories(LIBRARIES);
        Path file = Files.createTempFile(LIBRARIES, "source", ".cpp");
        Path built = Files.createTempFile(LIBRARIES, "library", ".so");
        Files.writeString(file, source);
        compile(file, built, options);
        Files.delete(file);
        Files.move(built, library, StandardCopyOption.ATOMIC_MOVE);
      }
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path source, Path library, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(COMPILER, "-shared", "-fPIC"));
    command.addAll(options);
    command.addAll(List.of("-o", library.toString(), source.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new DeviceException(messages);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
