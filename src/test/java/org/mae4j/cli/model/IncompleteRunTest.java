package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;

/** Commands on runs that lack models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncompleteRunTest {
  private Path directory;
  private Path run;
  private Path pretrained;
  private Path photos;

  @BeforeAll
  void copy(@TempDir Path temporary) throws IOException {
    directory = temporary;
    ModelFixture fixture = ModelFixture.in(temporary);
    run = fixture.run();
    pretrained = fixture.pretrained();
    photos = fixture.photos();
  }

  /** A repeated probe replaces its files; their encoder is the one that it was repeated with. */
  @Test
  void anOlderRunGetsItsClassifiersFromTheProbe() throws IOException {
    Path old = directory.resolve("old");
    FileUtils.copyDirectory(pretrained.toFile(), old.toFile());
    Captured before = Captured.run("predict", old, photos);
    assertEquals(2, before.code());
    assertTrue(
        before.err()
            .contains("has no classifier; resume the run if it was interrupted, or make one with ./mae4j probe "),
        before.err());
    Captured.success("probe", old, "probe.controls=false");
    for (String name : List.of("probe", "knn")) {
      assertArrayEquals(Files.readAllBytes(run.resolve("checkpoints/" + name + ".safetensors")),
          Files.readAllBytes(old.resolve("checkpoints/" + name + ".safetensors")), name);
    }
    Captured.success("probe", old.resolve("checkpoints/pretrain-last.safetensors"), "model.classToken=false",
        "probe.epochs=1", "probe.neighbors=3", "probe.controls=false");
    JsonNode recorded = new RunFiles(old).json("results.json");
    for (String[] names : new String[][] {{"probe", "linearProbe"}, {"knn", "knn"}}) {
      JsonNode predicted =
          Captured.success("predict", old, "--split", "test", "--classifier", names[0], "--json", "-").json();
      assertEquals(recorded.at("/" + names[1] + "/test/accuracy"), predicted.get("accuracy"));
    }
    assertFalse(Files.exists(old.resolve("checkpoints/probe.safetensors.previous")));
  }

  @Test
  void anInterruptedRunWithoutACheckpointIsToBeResumed() throws IOException {
    Path interrupted = directory.resolve("interrupted");
    FileUtils.copyDirectory(pretrained.toFile(), interrupted.toFile());
    Path checkpoint = interrupted.resolve("checkpoints/pretrain-best.safetensors");
    Files.delete(checkpoint);
    Files.delete(checkpoint.resolveSibling("pretrain-best.safetensors.previous"));
    Captured refused =
        new Captured(2, "",
            checkpoint + ": no such checkpoint; resume the run if it was interrupted, or name another checkpoint\n");
    assertEquals(refused, Captured.run("export", interrupted));
    assertEquals(refused, Captured.run("embed", interrupted, photos, "--out", directory.resolve("none.npy")));
  }
}
