package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.CifarFiles;
import org.mae4j.cli.harness.CommandProcess;

class DataCommandTest {
  @TempDir
  Path directory;

  @Test
  void listsDownloadableDataSets() {
    Captured result = Captured.run("data");
    assertEquals(0, result.code(), result.err());
    assertEquals("""
        cifar10: CIFAR-10, 170 MB, to data/cifar-10-batches-bin
        cifar100: CIFAR-100, 168 MB, to data/cifar-100-binary
        fashion-mnist: Fashion-MNIST, 30 MB, to data/fashion-mnist
        kmnist: Kuzushiji-MNIST, 21 MB, to data/kmnist
        mnist: MNIST, 11 MB, to data/mnist
        stl10: STL-10, 2640 MB, to data/stl10_binary
        tiny-imagenet: Tiny ImageNet, 248 MB, to data/tiny-imagenet-200
        """, result.out());
  }

  @Test
  void dataThatAreThereAreNotDownloaded() throws IOException {
    Path data = CifarFiles.write(directory.resolve("data"));
    Captured complete = Captured.run("data", "cifar10", "--dir", data);
    assertEquals("CIFAR-10 is in " + data + "; nothing is downloaded\n", complete.err() + complete.out());
    try (CommandProcess process = CommandProcess.start(directory, Map.of("MAE4J_CIFAR10", data.toString()))) {
      Captured named = process.run("data", "cifar10");
      assertTrue(named.out().endsWith("CIFAR-10 is in " + data + "; nothing is downloaded\n"), named.out());
    }
  }

  @Test
  void rejectsUnknownDataSet() {
    Captured result = Captured.run("data", "embedded");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("data set 'embedded' cannot be downloaded; use one of cifar10"), result.err());
  }

  @Test
  void doesNotOverwriteDirectory() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "mine");
    Captured result = Captured.run("data", "cifar10", "--dir", directory);
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(directory + ": exists, but lacks data_batch_1.bin, "), result.err());
  }
}
