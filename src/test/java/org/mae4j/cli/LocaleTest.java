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
import org.mae4j.base.text.CsvText;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.CommandProcess;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.data.TestImages;
import org.mae4j.experiment.SmallExperiment;

/** Runs in locales with other digits, and with a character set that has only the letters of English. */
class LocaleTest {
  private static final Map<String, String> ENGLISH_ONLY = Map.of("LC_ALL", "C");
  /** A name with characters that shells, URIs and locales treat in their own ways. */
  private static final String NAME = "a b'\"#%25ü日,ß.png";

  @TempDir
  private Path directory;

  /** All in one process, because its start takes longer than the commands. */
  @Test
  void lettersBesideThoseOfEnglishAreKeptOrNamed() throws IOException {
    for (String split : List.of("train", "test")) {
      for (String file : List.of("müll/ä.png", "müll/写真 #1 50%.png", "cat/" + NAME, "cat/b.png")) {
        TestImages.write(directory.resolve("images").resolve(split).resolve(file), 32, 32, 0, 0);
      }
    }
    Path place = Files.createDirectory(directory.resolve("place"));
    try (CommandProcess english = CommandProcess.start(place, ENGLISH_ONLY)) {
      classesHaveTheirNames(english);
      aNameIsKeptInATable(english);
      aNameThatTheLocaleCannotWriteIsNamed(english);
    }
  }

  private void classesHaveTheirNames(CommandProcess english) throws IOException {
    Captured run = english.run("run", conf("images"), "--out", directory.resolve("run"));
    assertEquals(0, run.code(), run.out());
    String results = Files.readString(directory.resolve("run/results.json"));
    assertTrue(results.contains("[ \"cat\", \"müll\" ]"), results);
  }

  private void aNameIsKeptInATable(CommandProcess english) throws IOException {
    Path csv = directory.resolve("locale.csv");
    Captured predicted =
        english.run("predict", directory.resolve("run"), directory.resolve("images/test/cat"), "--csv", csv);
    assertEquals(0, predicted.code(), predicted.out());
    assertTrue(CsvText.read(Files.readString(csv)).get(1).get(0).endsWith("/cat/" + NAME), Files.readString(csv));
  }

  private void aNameThatTheLocaleCannotWriteIsNamed(CommandProcess english) throws IOException {
    Path conf = conf("Dü");
    Captured summary = english.run("summary", conf);
    assertEquals(2, summary.code(), summary.out());
    assertEquals(1, summary.out().lines().count(), summary.out());
    assertTrue(summary.out().startsWith(conf + ":2: data.dir: cannot be written in the character set of the locale "
        + "(ANSI_X3.4-1968), is '"), summary.out());
    assertTrue(summary.out().contains("; set the environment variable LC_ALL=C.UTF-8"), summary.out());
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
