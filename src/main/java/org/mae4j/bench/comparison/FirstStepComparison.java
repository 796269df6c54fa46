package org.mae4j.bench.comparison;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.MicroBatchPlan;
import org.mae4j.bench.Workload;
import org.mae4j.checkpoint.pytorch.PyTorchNames;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loss and gradients of the same images under the same masks with the same weights, in mae4j ({@code here}) and in a
 * baseline ({@code there}).
 */
record FirstStepComparison(Baseline.Gradients here, Baseline.Gradients there) {
  /** Largest relative difference that is explained by the order of sums in single precision. */
  static final double TOLERANCE = 1e-4;

  static FirstStepComparison of(Workload workload, Parameters parameters, Baseline.BaselineTraining baseline) {
    MaskedBatch batch = MaskedBatch.random(workload, workload.batch().size(), 0);
    return new FirstStepComparison(here(workload, parameters, batch), baseline.gradients(batch));
  }

  double lossDifference() {
    return difference(here.loss(), there.loss());
  }

  /** Returns the parameter whose gradients' norms have the largest relative difference. */
  String worst() {
    return here.norms().keySet().stream().max(Comparator.comparingDouble(this::difference)).orElseThrow();
  }

  /** Returns the relative difference of the norms of a parameter's gradients. */
  double difference(String parameter) {
    return difference(here.norms().get(parameter), there.norms().getOrDefault(parameter, Double.NaN));
  }

  /** Returns whether both steps are the same. */
  boolean agrees() {
    return here.norms().keySet().equals(there.norms().keySet()) && lossDifference() <= TOLERANCE
        && here.norms().keySet().stream().allMatch(name -> difference(name) <= TOLERANCE);
  }

  private static double difference(double a, double b) {
    return a == b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  }

  /** Returns loss and gradients of {@code parameters} in mae4j. */
  static Baseline.Gradients here(Workload workload, Parameters parameters, MaskedBatch batch) {
    int parts = workload.batch().microBatches();
    Map<String, INDArray> sums = new LinkedHashMap<>();
    double loss = 0;
    try (GraphPlan plan = MicroBatchPlan.of(workload, parameters)) {
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

  /** Returns the norms by the names of the public MAE, in which a tensor may be made of several parameters. */
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

  /**
   * Returns the sum of squares in double precision: the error of ND4J's sums of many floats is larger than the
   * gradients.
   */
  private static double squares(INDArray gradient) {
    try (INDArray doubles = gradient.castTo(DataType.DOUBLE)) {
      return Math.pow(doubles.norm2Number().doubleValue(), 2);
    }
  }
}
