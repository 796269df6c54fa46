package org.mae4j.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mae4j.checkpoint.pytorch.PyTorchNames;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Loss and gradients of the same images under the same masks with the same weights, here and in a rival. */
record FirstStepComparison(Baseline.Gradients here, Baseline.Gradients there) {
  /** Relative differences up to here are those of sums in another order in single precision. */
  static final double TOLERANCE = 1e-4;

  static FirstStepComparison of(Workload workload, Parameters parameters, Baseline.Session rival) {
    MaskedBatch batch = MaskedBatch.random(workload, workload.batch().size(), 0);
    return new FirstStepComparison(here(workload, parameters, batch), rival.gradients(batch));
  }

  double lossDifference() {
    return difference(here.loss(), there.loss());
  }

  /** The parameter whose gradients' norms differ the most, relatively. */
  String worst() {
    return here.norms().keySet().stream().max(Comparator.comparingDouble(this::difference)).orElseThrow();
  }

  /** Relative difference of the norms of a parameter's gradients. */
  double difference(String parameter) {
    return difference(here.norms().get(parameter), there.norms().getOrDefault(parameter, Double.NaN));
  }

  /** Whether both are the same step. */
  boolean agrees() {
    return here.norms().keySet().equals(there.norms().keySet()) && lossDifference() <= TOLERANCE
        && here.norms().keySet().stream().allMatch(name -> difference(name) <= TOLERANCE);
  }

  private static double difference(double a, double b) {
    return a == b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  }

  /** Loss and gradients of {@code parameters} here. */
  static Baseline.Gradients here(Workload workload, Parameters parameters, MaskedBatch batch) {
    int parts = workload.batch().microBatches();
    Map<String, INDArray> sums = new LinkedHashMap<>();
    double loss = 0;
    try (GraphPlan plan = plan(workload, parameters)) {
      for (int i = 0; i < parts; i++) {
        batch.part(i, parts).copyTo(plan);
        plan.run();
        loss += plan.output(MaskedAutoencoder.LOSS).getDouble(0) / parts;
        for (String name : parameters.names()) {
          sums.computeIfAbsent(name, first -> plan.output(first).like()).addi(plan.output(name).divi(parts));
        }
      }
    }
    try {
      return new Baseline.Gradients(loss, norms(workload, sums));
    } finally {
      sums.values().forEach(INDArray::close);
    }
  }

  static GraphPlan plan(Workload workload, Parameters parameters) {
    ModelConfig model = workload.config().model();
    MaskShape mask = MaskShape.of(workload.batch().microBatch(), model, workload.grid());
    return GraphPlan.gradients(MaskedAutoencoder.training(parameters, model, workload.grid(), mask),
        MaskedAutoencoder.LOSS, parameters.names());
  }

  /** A tensor there may be made of several parameters here. */
  private static Map<String, Double> norms(Workload workload, Map<String, INDArray> gradients) {
    Map<String, Double> norms = new LinkedHashMap<>();
    PyTorchNames.sources(workload.config().model(), workload.grid()).forEach((there, sources) -> {
      if (gradients.keySet().containsAll(sources)) {
        norms.put(there, Math.sqrt(sources.stream()
            .mapToDouble(name -> squares(gradients.get(name))).sum()));
      }
    });
    return norms;
  }

  /** In double precision: ND4J's sums of many floats are off by more than the gradients themselves. */
  private static double squares(INDArray gradient) {
    try (INDArray doubles = gradient.castTo(DataType.DOUBLE)) {
      return Math.pow(doubles.norm2Number().doubleValue(), 2);
    }
  }
}
