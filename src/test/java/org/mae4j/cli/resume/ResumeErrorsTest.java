package org.mae4j.cli.resume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.InterruptedRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.nd4j.linalg.factory.Nd4j;

/** Tests runs that cannot be resumed: one line gives the reason, and no file changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeErrorsTest {
  private static final String STATE = "checkpoints/pretrain-state.safetensors";

  private RunFiles interrupted;
  private RunFiles run;

  @BeforeAll
  void interrupt(@TempDir Path directory) {
    interrupted = new RunFiles(directory.resolve("interrupted"));
    run = new RunFiles(directory.resolve("run"));
    InterruptedRun.pretrain(SmallExperiment.write(directory), interrupted, row -> row.step() >= 5,
        "train.checkpointSeconds=0");
    assertTrue(interrupted.step("pretrain") >= 5 && interrupted.has(STATE));
  }

  @BeforeEach
  void copy() {
    run.copyOf(interrupted);
  }

  @Test
  void rejectsDirectoryWithoutResumePlan() throws IOException {
    Files.delete(run.path().resolve("resume.json"));
    assertRefused(run.path() + "/resume.json does not exist, so there is nothing to resume");
  }

  @Test
  void rejectsOtherData() throws IOException {
    replace("resume.json", "\"data.source.seed\" : \"1\"", "\"data.source.seed\" : \"2\"");
    assertRefused("the data has changed since the run started: the SHA-256 of the ");
  }

  @Test
  void rejectsOtherSettings() throws IOException {
    replace("resume.json", "\"pretrain.epochs\" : \"3\"", "\"pretrain.epochs\" : \"4\"");
    assertRefused(STATE + ": the training has other settings: pretrain.epochs is 3, expected 4",
        "(run\\.log|provenance\\.json|events\\.out\\..*)");
  }

  @Test
  void rejectsAnotherKindOfProcessor() throws IOException {
    replace("provenance.json", "\"engine\" : {", "\"gpu\" : \"NVIDIA H100\", \"engine\" : {");
    assertRefused(run.path() + ": the interrupted command computed on a GPU (--gpu), and the CPU would give other "
        + "results; resume it with ./mae4j --gpu resume " + run.path());
    replace("provenance.json", "\"gpu\" : \"NVIDIA H100\", ", "");
    replace("provenance.json", "\"backend\" : \"CPU\"", "\"backend\" : \"CUDA\"");
    assertRefused("resume it with ./mae4j --cuda resume " + run.path());
  }

  @Test
  void warnsOfOtherArithmetic() throws IOException {
    replace("provenance.json", "\"arithmetic\" : \"", "\"arithmetic\" : \"not ");
    Captured resumed = Captured.run("resume", run.path());
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.out().contains("the results will not be bit-identical to those of an uninterrupted run"),
        resumed.out());
    run.copyOf(interrupted);
    assertFalse(Captured.run("resume", run.path()).out().contains("will not be bit-identical"));
  }

  /** Nothing that was computed on the other processor is kept. */
  @Test
  void resumesOnAnotherProcessorBeforeTheFirstCheckpoint() throws IOException {
    replace("provenance.json", "\"engine\" : {", "\"gpu\" : \"NVIDIA H100\", \"engine\" : {");
    for (String state : List.of(STATE, STATE + ".previous", STATE + ".tmp")) {
      Files.deleteIfExists(run.path().resolve(state));
    }
    assertEquals(0, Captured.run("resume", run.path()).code());
  }

  @Test
  void rejectsOtherVersions() throws IOException {
    replace("resume.json", "\"version\" : 1", "\"version\" : 9");
    assertRefused("resume.json: has version 9, this program reads version 1");
  }

  @Test
  void rejectsCheckpointOfOtherVersion() {
    TensorFiles.write(run.path().resolve(STATE), Map.of("a", Nd4j.scalar(1f)), Map.of("training", "0"));
    assertRefused(STATE + ": the training checkpoint has version 0, this program reads version 1");
  }

  @Test
  void rejectsDamagedResumePlan() throws IOException {
    Files.writeString(run.path().resolve("resume.json"), "{");
    assertRefused("resume.json: not a resume plan: ");
  }

  @Test
  void rejectsUnknownStage() throws IOException {
    replace("resume.json", "[ \"pretrain\" ]", "[ \"x\" ]");
    assertRefused("no stage or evaluation is called 'x'; known: ");
  }

  @Test
  void rejectsFileThatIsNotACheckpoint() throws IOException {
    Files.delete(run.path().resolve(STATE + ".previous"));
    Files.deleteIfExists(run.path().resolve(STATE + ".tmp"));
    Files.writeString(run.path().resolve(STATE), "no tensors at all");
    assertRefused(STATE + ": not a tensor file");
  }

  @Test
  void fallsBackToPreviousCheckpoint() throws IOException {
    byte[] bytes = Files.readAllBytes(run.path().resolve(STATE));
    bytes[bytes.length - 1] ^= 1;
    Files.write(run.path().resolve(STATE), bytes);
    Files.deleteIfExists(run.path().resolve(STATE + ".tmp"));
    Captured resumed = Captured.run("resume", run.path());
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.out().contains("reading pretrain-state.safetensors.previous instead"), resumed.out());
    byte[] fromPrevious = Files.readAllBytes(run.path().resolve("checkpoints/pretrain-last.safetensors"));
    copy();
    assertEquals(0, Captured.run("resume", run.path()).code());
    assertArrayEquals(Files.readAllBytes(run.path().resolve("checkpoints/pretrain-last.safetensors")), fromPrevious);
  }

  @Test
  void warnsOfMissingRows() throws IOException {
    Path metrics = run.path().resolve("metrics.csv");
    Files.write(metrics, Files.readAllLines(metrics).subList(0, 1));
    Captured resumed = Captured.run("resume", run.path());
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.out().contains("metrics.csv: rows of pretrain are missing: there are 0, at least "),
        resumed.out());
  }

  private void replace(String file, String before, String after) throws IOException {
    String text = run.read(file);
    assertTrue(text.contains(before), text);
    Files.writeString(run.path().resolve(file), text.replace(before, after));
  }

  private void assertRefused(String message) {
    assertRefused(message, "");
  }

  /** @param changing names of files in which the stage that refuses leaves its attempt */
  private void assertRefused(String message, String changing) {
    SortedMap<String, String> before = run.digests();
    Captured refused = Captured.run("resume", run.path());
    assertEquals(2, refused.code(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(message), refused.err());
    SortedMap<String, String> after = run.digests();
    before.keySet().removeIf(name -> name.matches(changing));
    after.keySet().removeIf(name -> name.matches(changing));
    assertEquals(before, after);
  }
}
