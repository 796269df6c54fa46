package org.mae4j.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds CIFAR-10 for the tests that need it. */
public final class LocalCifar10 {
  private LocalCifar10() {}

  /** Returns the directory of the binary version; skips the calling test if there is none. */
  public static Path require() {
    Stream<Path> named = Stream.ofNullable(System.getenv("MAE4J_CIFAR10")).map(Path::of);
    Stream<Path> usual = Stream.of(
        Path.of("data", "cifar-10-batches-bin"),
        Path.of(System.getProperty("user.home"), ".cache", "cifar-10-batches-bin"));
    Optional<Path> dir = Stream.concat(named, usual)
        .filter(path -> Files.isRegularFile(path.resolve("test_batch.bin")))
        .findFirst();
    assumeTrue(dir.isPresent(), "CIFAR-10 is not here: set MAE4J_CIFAR10 to the directory of its binary version");
    return dir.get();
  }
}
