package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.cli.harness.TrainedRun;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.SmallExperiment;

/** Stages that are run alone, again, on other numbers of threads, or with other settings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedStagesTest {
  private Path directory;
  private Path conf;
  private RunFiles run;

  @BeforeAll
  void copy(@TempDir Path temporary) throws IOException {
    directory = temporary;
    conf = SmallExperiment.write(temporary);
    run = new RunFiles(TrainedRun.copyTo(directory.resolve("run")));
  }

  @Test
  void resultsDoNotDependOnThreads() throws IOException {
    RunFiles single = new RunFiles(directory.resolve("single"));
    assertEquals(0, Captured.run("run", conf, "--out", single.path(), "--threads", 1).code());
    assertEquals(run.read("results.json"), single.read("results.json"));
    assertArrayEquals(Files.readAllBytes(run.path().resolve("checkpoints/finetune-best.safetensors")),
        Files.readAllBytes(single.path().resolve("checkpoints/finetune-best.safetensors")));
    assertEquals(run.read("metrics.csv"), single.read("metrics.csv"));
    assertEquals(run.read("latents.json"), single.read("latents.json"));
  }

  /** The control of a run can be trained alone, for example with other epochs. */
  @Test
  void trainingFromScratchAloneGivesTheClassifierOfTheRun() throws IOException {
    RunFiles alone = new RunFiles(directory.resolve("alone"));
    assertEquals(0, Captured.run("scratch", conf, "--out", alone.path()).code());
    Path classifier = Path.of("checkpoints", "scratch-best.safetensors");
    assertArrayEquals(Files.readAllBytes(run.path().resolve(classifier)),
        Files.readAllBytes(alone.path().resolve(classifier)));
    assertEquals(run.metric("scratch"), alone.metric("scratch"));
    assertEquals(0, Captured.run("predict", alone.path(), "--split", "test").code());
    Captured probed = Captured.run("probe", alone.path());
    assertEquals(2, probed.code(), probed.out());
    assertTrue(probed.err().contains("this checkpoint of a pre-trained autoencoder, which does not exist"),
        probed.err());
  }

  @Test
  void stagesRepeatWithOtherSettings() throws IOException {
    RunFiles again = new RunFiles(directory.resolve("again"));
    assertEquals(0, Captured.run("pretrain", conf, "--out", again.path()).code());
    assertEquals(0, Captured.run("evaluate", again.path()).code());
    assertEquals(run.metric("pretrain.test.maskedMse"), again.metric("pretrain.test.maskedMse"));
    assertEquals(0, Captured.run("probe", again.path(), "probe.neighbors=3", "probe.controls=false").code());
    assertTrue(again.metric("pixelProbe").isMissingNode() && again.metric("randomKnn").isMissingNode());
    assertEquals(3, again.metric("knn.neighbours").asInt());
    assertEquals(3, ConfigLoader.load(again.path().resolve("config.conf"), List.of()).probe().neighbors());
    assertTrue(again.metric("settings").isMissingNode());
    String table = Captured.run("evaluate", again.path(), "model.maskRatio=0.5").out();
    assertTrue(table.contains("\n  interpolation of visible pixels [1] ")
        && table.contains("\n[1] with model.maskRatio=0.5 (stage evaluate)\n"), table);
    assertEquals("0.5", again.metric("settings.evaluate.model.maskRatio").asText());
    assertTrue(again.read("report.html").contains("<td>model.<wbr>maskRatio</td><td>0.5</td>"));
    assertEquals(0.75, ConfigLoader.load(again.path().resolve("config.conf"), List.of()).model().maskRatio());
    assertEquals(0, Captured.run("evaluate", again.path()).code());
    assertTrue(again.metric("settings.evaluate").isMissingNode());
    assertEquals(run.metric("linearProbe.test.accuracy"), again.metric("linearProbe.test.accuracy"));
    assertEquals(0, Captured.run("finetune", again.path(), "finetune.epochs=1").code());
    assertEquals(1, again.metric("finetune.bestEpoch").asInt());
    assertEquals(0, Captured.run("reconstruct", again.path()).code());
  }

  @Test
  void rejectsOtherArchitecture() {
    Captured refused = Captured.run("evaluate", run.path(), "model.encoder.width=24");
    assertEquals(2, refused.code());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains("model.encoder.width = 24, but the model was trained with 16"), refused.err());
  }

  @Test
  void anExistingRunIsNotOverwritten() {
    Captured refused = Captured.run("run", conf, "--out", run.path());
    assertEquals(2, refused.code());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(run.path().toString()), refused.err());
  }
}
