package org.mae4j.bench.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.MicroBatchPlan;
import org.mae4j.bench.Workload;
import org.mae4j.bench.Workloads;
import org.mae4j.checkpoint.pytorch.PyTorchExport;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.optimizer.LearningRate;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.optimizer.UpdateStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares a training step in DJL with one in mae4j. */
class DjlBaselineTest {
  private static final int STEPS = 6;

  @TempDir
  private Path directory;

  @Test
  void lossAndGradientsAgree() {
    Workload workload = Workloads.small(1);
    try (Parameters parameters = perturbed(workload); Baseline.BaselineTraining djl = open(workload, parameters)) {
      FirstStepComparison step = FirstStepComparison.of(workload, parameters, djl);
      assertTrue(step.agrees(), step.worst());
      assertEquals(0, step.lossDifference(), 1e-6);
      assertEquals(0, step.difference(step.worst()), 1e-5, step.worst());
    }
  }

  @Test
  void lossesOfTrainingAgree() {
    Workload workload = Workloads.small(1, "pretrain.batch.microBatch=4", "pretrain.optimizer.baseLearningRate=0.5",
        "pretrain.optimizer.weightDecay=5");
    OptimizerConfig config = workload.config().pretrain().optimizer();
    LearningRate rate = LearningRate.of(config, workload.batch().size(), STEPS);
    try (Parameters parameters = perturbed(workload);
        Baseline.BaselineTraining djl = open(workload, parameters);
        GraphPlan plan = MicroBatchPlan.of(workload, parameters);
        Optimizer optimizer = new Optimizer(config, new TrainedWeights(parameters, 0), name -> 1, 1)) {
      for (int step = 0; step < STEPS; step++) {
        MaskedBatch batch = MaskedBatch.random(workload, workload.batch().size(), step);
        batch.copyTo(plan);
        plan.run();
        double loss = plan.output(MaskedAutoencoder.LOSS).getDouble(0);
        assertEquals(loss, djl.step(batch), 1e-5 * loss, "step " + step);
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        parameters.names().forEach(name -> gradients.put(name, plan.output(name)));
        UpdateStep update = new UpdateStep(step, rate.at(step), 1);
        gradients.forEach((name, gradient) -> optimizer.update(name, gradient, update));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.classToken=true", "model.positions=learned", "model.normalizeTargets=true",
      "pretrain.optimizer.clipNorm=1", "pretrain.optimizer.kind=muon"})
  void rejectsUnsupportedSettings(String setting) {
    Workload workload = Workloads.small(1, setting);
    try (Parameters parameters = perturbed(workload)) {
      assertThrows(UserException.class, () -> open(workload, parameters));
    }
  }

  private Baseline.BaselineTraining open(Workload workload, Parameters parameters) {
    Path weights = directory.resolve("weights.safetensors");
    PyTorchExport.write(weights, parameters, workload.config().model(), workload.grid());
    return Baseline.named("djl").open(workload, weights, STEPS);
  }

  /** Returns perturbed parameters. Initial biases of 0 and gains of 1 would hide terms. */
  private static Parameters perturbed(Workload workload) {
    Parameters parameters = workload.initialParameters();
    Tiny.perturb(parameters, 2);
    return parameters;
  }
}
