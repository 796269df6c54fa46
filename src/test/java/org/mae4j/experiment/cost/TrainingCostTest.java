package org.mae4j.experiment.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.SplitSeeds;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;

/** The small experiment has 16 patches of 8 × 8, batches of 16 images, and encoders of width 16. */
class TrainingCostTest {
  private static final TrainingData DATA = new TrainingData(SmallExperiment.config().data().image(), 180, 50, 10);

  private static TrainingCost cost(TrainingGroup group, String... overrides) {
    return TrainingCost.of(SmallExperiment.config(overrides), group, DATA);
  }

  /** 180 images fill 11 steps of 16, and 50 images three. */
  @Test
  void countsFullStepsOfAllEpochs() {
    TrainingCost pretraining = cost(TrainingGroup.PRETRAIN);
    assertEquals(Map.of(0L, 0.0, 33L, 33 * pretraining.stepFlops()), pretraining.flopsBySteps());
    StageCost finetuning = cost(TrainingGroup.FINETUNE).of("finetune", "fine-tuning");
    assertEquals(3 * finetuning.step(), finetuning.epoch());
    assertEquals(6 * finetuning.step(), finetuning.whole());
  }

  /** The same images in micro-batches of another size are the same work. */
  @Test
  void theStepDoesNotDependOnTheMicroBatch() {
    assertEquals(cost(TrainingGroup.PRETRAIN).stepFlops(),
        cost(TrainingGroup.PRETRAIN, "pretrain.batch.microBatch=4").stepFlops(), 1);
  }

  /** Attention grows faster than the number of tokens, all else with it; the classifier sees one token. */
  @Test
  void halfOfThePatchesCostLessThanHalf() {
    double half = cost(TrainingGroup.FINETUNE, "finetune.keep=0.5").stepFlops();
    double whole = cost(TrainingGroup.FINETUNE).stepFlops();
    double classifier = 6.0 * 16 * 16 * 10;
    assertTrue(half - classifier < (whole - classifier) / 2, half + " of " + whole);
    assertTrue(half > whole * 0.4, half + " of " + whole);
  }

  /** The first of three epochs sees images of 16×16 pixels, and 11 steps are an epoch. */
  @Test
  void smallerImagesAreAPhase() {
    TrainingCost phased = cost(TrainingGroup.PRETRAIN, "pretrain.resolution.scales=[0.5]",
        "pretrain.resolution.until=[0.4]");
    assertEquals(cost(TrainingGroup.PRETRAIN).stepFlops(), phased.stepFlops());
    double small = phased.phases().get(0).stepFlops();
    assertEquals(Map.of(0L, 0.0, 11L, small * 11, 33L, small * 11 + phased.stepFlops() * 22), phased.flopsBySteps());
    assertTrue(small < phased.stepFlops() / 3, small + " of " + phased.stepFlops());
  }

  @Test
  void fewerPredictedPatchesCostLess() {
    double all = cost(TrainingGroup.PRETRAIN, "model.decoder.kind=cross", "model.decoder.predict=0.75").stepFlops();
    double some = cost(TrainingGroup.PRETRAIN, "model.decoder.kind=cross", "model.decoder.predict=0.25").stepFlops();
    assertTrue(some < 0.8 * all, some + " of " + all);
  }

  @Test
  void phasesAddUp() {
    ModelSummary small = ModelSummary.classifier(SmallExperiment.config().model(), new PatchGrid(DATA.shape(), 8), 8,
        10, new ClassifierTraining(4, false, 0));
    TrainingCost.Phase whole = cost(TrainingGroup.FINETUNE).phases().get(0);
    TrainingCost.Phase first = new TrainingCost.Phase(small, 2, 3, 5);
    TrainingCost both = new TrainingCost(List.of(first, whole));
    double early = 15 * first.stepFlops();
    assertEquals(Map.of(0L, 0.0, 15L, early, 21L, early + 6 * whole.stepFlops()), both.flopsBySteps());
    assertEquals(whole.stepFlops(), both.stepFlops());
  }

  /** Two of three epochs see images of half the sides, with a quarter of the patches. */
  @Test
  void smallImagesCostLess() {
    TrainingCost cost =
        cost(TrainingGroup.PRETRAIN, "pretrain.resolution.scales=[0.5]", "pretrain.resolution.until=[0.7]");
    double whole = cost(TrainingGroup.PRETRAIN).stepFlops();
    assertEquals(List.of(0L, 22L, 33L), List.copyOf(cost.flopsBySteps().keySet()));
    assertEquals(whole, cost.stepFlops());
    double small = cost.phases().get(0).stepFlops();
    assertTrue(small < 0.3 * whole && small > 0.1 * whole, small + " of " + whole);
  }

  /** A probe encodes each of 50 images once; its 10 × 16 weights take two products per image, epoch and rate. */
  @Test
  void aProbeEncodesEachImageOnce() {
    ExperimentConfig config = SmallExperiment.config();
    double image = 2.0 * ModelSummary.encoder(config.model(), new PatchGrid(DATA.shape(), 8), 1).multiplyAdds();
    StageCost probe = ProbeCost.encoded(config, DATA).of("linearProbe", "linear", 3);
    assertEquals(50 * image + 4 * 3 * 50 * (4.0 * 10 * 16), probe.whole());
    assertEquals(4 * 3 * 50 * (4.0 * 10 * 32 * 32 * 3), ProbeCost.pixels(config, DATA).of("", "", 3).whole());
  }

  /** The images of a configuration are counted as they are split. */
  @ParameterizedTest
  @CsvSource({"data.labels=classes", "data.labeledFraction=0.3", "data.labels=none", "data.trainLimit=120"})
  void expectsTheImagesThatAreRead(String setting) {
    ExperimentConfig config = SmallExperiment.config(setting);
    DataSplits data = DataSplits.read(config.data(), new SplitSeeds(1, 2), Decoding.QUIET);
    TrainingData expected = TrainingData.expected(config.data(), DataSize.expected(config.data()).orElseThrow());
    TrainingData read = TrainingData.of(data);
    assertEquals(read.pretrain(), expected.pretrain(), 5);
    if (data.labeled()) {
      assertEquals(read.labeled(), expected.labeled(), 5);
    }
  }

  @Test
  void theTableHasARowForEachTraining() {
    ExperimentConfig config = SmallExperiment.config();
    List<StageCost> costs =
        Stages.of(config).stream().flatMap(stage -> stage.costs(config, DATA).stream()).toList();
    assertEquals(List.of("pretrain", "pixelProbe", "randomProbe", "linearProbe", "finetune", "scratch"),
        costs.stream().map(StageCost::key).toList());
    String table = CostTable.of(costs);
    assertTrue(table.lines().anyMatch(line -> line.matches("pre-training( +[\\d.]+ [MG]FLOP){3}")),
        table);
    assertTrue(table.lines().anyMatch(line -> line.matches("all +[\\d.]+ [MG]FLOP")), table);
    assertEquals("", CostTable.of(List.of()));
  }
}
