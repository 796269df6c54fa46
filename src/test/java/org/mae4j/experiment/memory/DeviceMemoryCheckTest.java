package org.mae4j.experiment.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;

class DeviceMemoryCheckTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final List<Stage> PRETRAINING = List.of(Stages.PRETRAIN);

  private static DeviceMemoryCheck check(long free, int runs) {
    return new DeviceMemoryCheck(new MemoryCheck(8 * GIGABYTE, GIGABYTE, OptionalLong.empty(), runs), "GPU",
        new MemorySpace(free, 2 * GIGABYTE), 1);
  }

  @Test
  void acceptsRunThatFits() {
    ExperimentConfig config = SmallExperiment.config();
    assertEquals(List.of("pre-training", "reconstruction", "probing", "fine-tuning"),
        require(check(GIGABYTE, 1), config, Stages.of(config)).stream().map(StageMemory::title).toList());
  }

  @Test
  void suggestsMicroBatchThatFits() {
    String problem = refusal(check(GIGABYTE, 1), withMicroBatch(32768), PRETRAINING);
    assertTrue(problem.matches("pretrain\\.batch\\.microBatch: pre-training takes [\\d.]+ GB of the memory of the GPU; "
        + "GPU has 1\\.00 GB free; \\d+ fits"), problem);
    int fits = Integer.parseInt(problem.replaceAll(".*; (\\d+) fits", "$1"));
    require(check(GIGABYTE, 1), withMicroBatch(fits), PRETRAINING);
    refusal(check(GIGABYTE, 1), withMicroBatch(2 * fits), PRETRAINING);
  }

  /** Another run has most of the memory already, and its part is not counted twice. */
  @Test
  void parallelRunsShareAllMemory() {
    ExperimentConfig config = SmallExperiment.config();
    require(check(1, 2), config, PRETRAINING);
    String problem = refusal(check(1, 2), withMicroBatch(32768), PRETRAINING);
    assertTrue(problem.contains("GPU has 1.00 GB for each of 2 runs; "), problem);
    DeviceMemoryCheck two = new DeviceMemoryCheck(check(1, 4).host(), "GPU", check(1, 4).space(), 2);
    assertTrue(refusal(two, withMicroBatch(32768), PRETRAINING).contains("GPU has 1.00 GB for each of 2 runs; "));
  }

  @Test
  void namesTheSizeOfTheModelIfThereIsNoMicroBatch() {
    String problem = refusal(check(1000, 1), SmallExperiment.config(), List.of(Stages.EVALUATE));
    assertTrue(problem.startsWith("model.encoder.width: reconstruction takes "), problem);
    assertTrue(problem.endsWith(" free; use a smaller width or depth of the model"), problem);
  }

  /** On a GPU with more memory than there is; the number of images is prime, so that only one more size is tried. */
  @Test
  void refusesArraysThatKernelsCannotCount() {
    String problem = refusal(new DeviceMemoryCheck(check(1, 1).host(), "GPU",
        new MemorySpace(1L << 50, 1L << 50), 1), withMicroBatch(4_194_301), PRETRAINING);
    assertEquals("pretrain.batch.microBatch: pre-training has an array of more than 2³¹ − 1 elements, which kernels "
        + "cannot count; 1 fits", problem);
  }

  @Test
  void rejectsImagesThatExceedHeapOfTheHost() {
    String problem = refusal(check(GIGABYTE, 1), SmallExperiment.config("data.source.train=100000"),
        Stages.of(SmallExperiment.config()));
    assertTrue(problem.startsWith("data.trainLimit: images and features of probing take 1.54 GB"), problem);
  }

  @Test
  void rejectsTooWideModel() {
    String problem = refusal(check(GIGABYTE, 1), SmallExperiment.config("model.encoder.width=1000000"), PRETRAINING);
    assertTrue(problem.startsWith("model.encoder.width"), problem);
  }

  private static ExperimentConfig withMicroBatch(int microBatch) {
    return SmallExperiment.config("pretrain.batch.size=" + Math.max(32768, microBatch),
        "pretrain.batch.microBatch=" + microBatch);
  }

  private static String refusal(DeviceMemoryCheck check, ExperimentConfig config, List<Stage> stages) {
    String problem = assertThrows(UserException.class, () -> require(check, config, stages)).getMessage();
    assertEquals(1, problem.lines().count(), problem);
    return problem;
  }

  private static List<StageMemory> require(DeviceMemoryCheck check, ExperimentConfig config,
      List<Stage> stages) {
    return check.require(config, DataSize.expected(config.data()).orElseThrow(), stages);
  }
}
