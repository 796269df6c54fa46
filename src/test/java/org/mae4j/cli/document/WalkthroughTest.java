package org.mae4j.cli.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.CommandProcess;

/** Runs the commands of the walk-through in order, in a directory that looks like a clone, with small experiments. */
@DisabledOnOs(OS.WINDOWS)
class WalkthroughTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  /** Settings that make an experiment small; they stand behind those of the project's file. */
  private static final String SMALL = """
      threads = 1
      model {
        encoder { width = 8, depth = 1, heads = 1 }
        decoder { width = 8, depth = 1, heads = 1 }
      }
      pretrain { epochs = 1, validateEvery = 1, batch { size = 8, microBatch = 8 } }
      finetune { epochs = 1, batch { size = 8, microBatch = 8 } }
      probe { epochs = 1, batch = 8, learningRates = [0.1], neighbors = 2, controls = false }
      figures { images = 1, every = 10 }
      ui.port = 0
      """;

  @TempDir
  private Path clone;

  @BeforeEach
  void prepare() throws IOException {
    conf("quickstart.conf", "data.source { train = 60, test = 20 }\n");
    conf("folder-example.conf", "");
    Files.createSymbolicLink(clone.resolve("src"), PROJECT.resolve("src"));
    Files.createDirectories(clone.resolve("target"));
    Files.writeString(clone.resolve("target/classpath"), System.getProperty("java.class.path"));
    for (String name : List.of("cat", "dog")) {
      images("train", name, 12);
      images("test", name, 3);
    }
  }

  @Test
  void commandsOfWalkthroughSucceed() throws IOException, InterruptedException {
    List<String> commands = Document.read(PROJECT.resolve("docs/walkthrough.md")).blocks().stream()
        .filter(block -> block.language().equals("bash")).flatMap(block -> block.lines().stream()).toList();
    Files.write(clone.resolve("walkthrough.sh"), commands);
    Path output = clone.resolve("output.txt");
    int code;
    try (CommandProcess launched = CommandProcess.start(clone, Map.of())) {
      ProcessBuilder bash = new ProcessBuilder("bash", "-euxo", "pipefail", "walkthrough.sh").directory(clone.toFile())
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      bash.environment().merge("PATH", JAVA_HOME.resolve("bin") + ":", (path, jdk) -> jdk + path);
      code = bash.start().waitFor();
    }
    assertEquals(0, code, () -> read(output));
    for (String file : List.of("first/report.html", "comparison.html", "my-sweep/best.conf", "mine/results.json",
        "own-masking/results.json")) {
      assertTrue(Files.exists(clone.resolve("runs").resolve(file)), file);
    }
  }

  private void conf(String name, String more) throws IOException {
    Path file = Files.createDirectories(clone.resolve("conf")).resolve(name);
    Files.writeString(file, "include file(\"" + PROJECT.resolve("conf").resolve(name) + "\")\n" + SMALL + more);
  }

  private void images(String split, String name, int count) throws IOException {
    Path folder = Files.createDirectories(clone.resolve("my-images").resolve(split).resolve(name));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(name.equals("cat") ? Color.ORANGE : Color.BLUE);
      graphics.fillRect(4 * i, 2 * i, 20, 20);
      graphics.dispose();
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
