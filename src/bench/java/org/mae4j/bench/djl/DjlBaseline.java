package org.mae4j.bench.djl;

import java.nio.file.Path;
import org.mae4j.base.UserException;
import org.mae4j.bench.Workload;
import org.mae4j.bench.comparison.Baseline;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.training.OptimizerConfig;

/** The pre-training step in DJL with its PyTorch engine on the CPU. */
public final class DjlBaseline implements Baseline {
  @Override
  public String name() {
    return "djl";
  }

  @Override
  public BaselineTraining open(Workload workload, Path weights, int totalSteps) {
    ModelConfig model = workload.config().model();
    if (model.positions() != ModelConfig.PositionEmbedding.SINCOS || model.classToken() || model.normalizeTargets()) {
      throw new UserException(
          "--against djl: supports only fixed positions, no class token and targets that are not normalized");
    }
    OptimizerConfig optimizer = workload.config().pretrain().optimizer();
    if (optimizer.kind() != OptimizerConfig.OptimizerKind.ADAMW) {
      throw new UserException("--against djl: supports only AdamW; set pretrain.optimizer.kind = adamw");
    }
    if (optimizer.clipNorm() > 0) {
      throw new UserException("--against djl: does not support gradient clipping; set pretrain.optimizer.clipNorm = 0");
    }
    return new DjlSession(workload, weights, totalSteps);
  }
}
