package org.mae4j.bench;

import org.mae4j.backend.device.Device;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.nd4j.autodiff.samediff.SameDiff;

/** Makes the plan of a micro-batch: forward pass and gradients of all parameters. */
public final class MicroBatchPlan {
  private MicroBatchPlan() {}

  /** Returns a plan on the CPU. */
  public static GraphPlan of(Workload workload, Parameters parameters) {
    return GraphPlan.gradients(graph(workload, parameters), MaskedAutoencoder.LOSS, parameters.names());
  }

  /** Returns a plan on {@code device}. */
  public static GraphPlan of(Workload workload, Parameters parameters, Device device) {
    return GraphPlan.gradients(device, graph(workload, parameters), MaskedAutoencoder.LOSS, parameters.names());
  }

  private static SameDiff graph(Workload workload, Parameters parameters) {
    ModelConfig model = workload.config().model();
    MaskShape mask = MaskShape.of(workload.batch().microBatch(), model, workload.grid());
    return MaskedAutoencoder.training(parameters, model, workload.grid(), mask);
  }
}
