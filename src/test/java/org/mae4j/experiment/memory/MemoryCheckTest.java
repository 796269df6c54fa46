package org.mae4j.experiment.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;

class MemoryCheckTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final MemoryCheck MACHINE = new MemoryCheck(2 * GIGABYTE, GIGABYTE, OptionalLong.empty(), 1);
  private static final List<Stage> TRAINING = List.of(Stages.PRETRAIN, Stages.FINETUNE);

  @Test
  void acceptsRunThatFits() {
    List<StageMemory> needs = require(SmallExperiment.config(), Stages.of(SmallExperiment.config()));
    assertEquals(List.of("pre-training", "reconstruction", "probing", "fine-tuning"),
        needs.stream().map(StageMemory::title).toList());
    assertTrue(needs.stream().allMatch(stage -> stage.total(GIGABYTE) < 2 * GIGABYTE), needs.toString());
  }

  @Test
  void suggestsMicroBatchThatFits() {
    String problem = refusal(withMicroBatch(65536), TRAINING);
    assertEquals(1, problem.lines().count(), problem);
    assertTrue(problem.startsWith("pretrain.batch.microBatch: pre-training takes "), problem);
    assertTrue(problem.contains("the machine has 2.00 GB"), problem);
    int fits = Integer.parseInt(problem.replaceAll(".*; (\\d+) fits.*", "$1"));
    assertTrue(fits > 1, problem);
    require(withMicroBatch(fits), TRAINING);
    refusal(withMicroBatch(2 * fits), TRAINING);
  }

  @Test
  void parallelRunsShareMemory() {
    List<Stage> stages = List.of(Stages.PRETRAIN);
    int fits = Integer.parseInt(refusal(withMicroBatch(65536), stages).replaceAll(".*; (\\d+) fits.*", "$1"));
    MemoryCheck shared = new MemoryCheck(2 * GIGABYTE, GIGABYTE, OptionalLong.empty(), 2);
    String problem = assertThrows(UserException.class, () -> require(shared, withMicroBatch(fits), stages))
        .getMessage();
    assertTrue(problem.contains("the machine has 2.00 GB, shared by 2 runs; "), problem);
    int less = Integer.parseInt(problem.replaceAll(".*; (\\d+) fits.*", "$1"));
    assertTrue(less < fits, problem);
    require(shared, withMicroBatch(less), stages);
  }

  @Test
  void reportsEveryStageThatDoesNotFit() {
    ExperimentConfig config = SmallExperiment.config("pretrain.batch.size=65536", "pretrain.batch.microBatch=65536");
    List<String> problems = refusal(config, TRAINING).lines().toList();
    assertEquals(2, problems.size());
    assertTrue(problems.get(1).startsWith("finetune.batch.microBatch: fine-tuning takes "), problems.get(1));
  }

  @Test
  void reportsThreadsForStagesWithoutTraining() {
    String problem = refusal(SmallExperiment.config("threads=10000"), List.of(Stages.EVALUATE));
    assertTrue(problem.startsWith("threads: reconstruction takes "), problem);
  }

  @Test
  void rejectsImagesThatExceedHeap() {
    String problem =
        refusal(SmallExperiment.config("data.source.train=100000"), Stages.of(SmallExperiment.config()));
    assertTrue(problem.startsWith("data.trainLimit: images and features of probing take 1.54 GB"), problem);
    assertTrue(problem.endsWith("-Xmx3g"), problem);
  }

  @Test
  void rejectsGraphThatExceedsDeviceMemory() {
    MemoryCheck small = new MemoryCheck(2 * GIGABYTE, GIGABYTE, OptionalLong.of(1_000_000), 1);
    String problem = assertThrows(UserException.class, () -> small.require(SmallExperiment.config(),
        DataSize.expected(SmallExperiment.config().data()).orElseThrow(), 1, TRAINING)).getMessage();
    assertTrue(problem.contains("the machine has 2.00 GB, its GPU 0.00 GB; "), problem);
  }

  /** The parameters do not fit in memory, so the check must not create them. */
  @Test
  void rejectsTooWideModel() {
    String problem = refusal(SmallExperiment.config("model.encoder.width=1000000"), TRAINING);
    assertTrue(problem.startsWith("model.encoder.width"), problem);
  }

  private static ExperimentConfig withMicroBatch(int microBatch) {
    return SmallExperiment.config("pretrain.batch.size=65536", "pretrain.batch.microBatch=" + microBatch,
        "finetune.batch.size=16", "finetune.batch.microBatch=8");
  }

  private static String refusal(ExperimentConfig config, List<Stage> stages) {
    return assertThrows(UserException.class, () -> require(config, stages)).getMessage();
  }

  private static List<StageMemory> require(ExperimentConfig config, List<Stage> stages) {
    return require(MACHINE, config, stages);
  }

  private static List<StageMemory> require(MemoryCheck check, ExperimentConfig config, List<Stage> stages) {
    return check.require(config, DataSize.expected(config.data()).orElseThrow(), Threads.of(config), stages);
  }
}
