package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.TestImages;
import org.mae4j.experiment.SmallExperiment;

/** Runs in locales with other digits, and with a character set that has only the letters of English. */
class LocaleTest {
  private static final Map<String, String> ENGLISH_ONLY = Map.of("LC_ALL", "C");

  @TempDir
  private Path directory;

  @Test
  void classesHaveTheirNamesInEveryLocale() throws IOException {
    for (String split : List.of("train", "test")) {
      for (String file : List.of("müll/ä.png", "müll/写真 #1 50%.png", "cat/a 'b' \"c\".png", "cat/b.png")) {
        TestImages.write(directory.resolve("images").resolve(split).resolve(file), 32, 32, 0, 0);
      }
    }
    try (ChildRun child = run("run", conf("images"), "--out", directory.resolve("run"))) {
      assertEquals(0, child.exitCode(), child::printed);
    }
    String results = Files.readString(directory.resolve("run/results.json"));
    assertTrue(results.contains("[ \"cat\", \"müll\" ]"), results);
  }

  @Test
  void aNameThatTheLocaleCannotWriteIsNamed() throws IOException {
    Path conf = conf("Dü");
    try (ChildRun child = run("summary", conf)) {
      assertEquals(2, child.exitCode(), child::printed);
      assertEquals(1, child.printed().lines().count(), child::printed);
      assertTrue(child.printed().startsWith(conf + ":2: data.dir: cannot be written in the character set of the locale "
          + "(ANSI_X3.4-1968), is '"), child::printed);
      assertTrue(child.printed().contains("; set the environment variable LC_ALL=C.UTF-8"), child::printed);
    }
  }

  @Test
  void filesAreTheSameInEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    RunFiles english = pretrained("english");
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      pretrained("arabic").assertSameAs(english);
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(english.has("figures/reconstructions-epoch-0001.png"), "drawn after the last epoch");
  }

  private RunFiles pretrained(String name) {
    Path run = directory.resolve(name);
    Captured pretrained = Captured.run("pretrain", SmallExperiment.write(directory), "data.source.train=60",
        "pretrain.epochs=1", "--out", run);
    assertEquals(0, pretrained.code(), pretrained.err());
    // A resumed run finds the event file of the run before by its name.
    assertEquals(0, Captured.run("evaluate", run).code());
    assertEquals(1, run.toFile().list((folder, file) -> file.startsWith("events.out.tfevents.")).length);
    return new RunFiles(run);
  }

  private ChildRun run(Object... words) {
    return ChildRun.start(ENGLISH_ONLY, directory.resolve("printed.txt"), words);
  }

  private Path conf(String images) throws IOException {
    return Files.writeString(directory.resolve("folder.conf"), """
        data.source = folder
        data.dir = "%s"
        data.cacheDir = "%s"
        model { patch = 8, encoder { width = 8, depth = 1, heads = 1 }, decoder { width = 8, depth = 1, heads = 1 } }
        pretrain { epochs = 1, batch { size = 1, microBatch = 1 } }
        finetune { epochs = 1, batch { size = 1, microBatch = 1 } }
        probe { epochs = 1, batch = 2, neighbors = 1 }
        """.formatted(directory.resolve(images), directory.resolve("cache")));
  }
}
