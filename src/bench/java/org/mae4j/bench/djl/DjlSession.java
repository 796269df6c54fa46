package org.mae4j.bench.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.Workload;
import org.mae4j.bench.comparison.Baseline;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.train.optimizer.LearningRate;
import org.slf4j.LoggerFactory;

/** A training with DJL. */
final class DjlSession implements Baseline.BaselineTraining {
  private final Engine engine;
  private final NDManager manager;
  private final PatchGrid grid;
  private final DjlWeights weights;
  private final Optimizer decaying;
  private final Optimizer plain;

  DjlSession(Workload workload, Path file, int totalSteps) {
    // DJL warns about GPUs on standard output, which is for the results.
    ((Logger) LoggerFactory.getLogger("ai.djl")).setLevel(Level.ERROR);
    // Otherwise DJL reports its use to its makers.
    System.setProperty("OPT_OUT_TRACKING", "true");
    this.engine = Engine.getEngine("PyTorch");
    // OMP_NUM_THREADS is 1 for ND4J's sake and does not count here.
    JniUtils.setNumThreads(workload.threads());
    this.manager = engine.newBaseManager();
    this.grid = workload.grid();
    this.weights = new DjlWeights(manager, file);
    OptimizerConfig optimizer = workload.config().pretrain().optimizer();
    LearningRate rate = LearningRate.of(optimizer, workload.batch().size(), totalSteps);
    this.decaying = optimizer(optimizer, rate, optimizer.weightDecay());
    this.plain = optimizer(optimizer, rate, 0);
  }

  private static Optimizer optimizer(OptimizerConfig config, LearningRate rate, double decay) {
    return AdamW.builder().optBeta1((float) config.beta1()).optBeta2((float) config.beta2())
        .optEpsilon((float) config.epsilon()).optWeightDecays((float) decay)
        .optLearningRateTracker((parameter, update) -> (float) rate.at(update - 1L)).build();
  }

  @Override
  public String description() {
    return "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine.getVersion() + ", "
        + JniUtils.getNumThreads() + " threads";
  }

  @Override
  public Baseline.Gradients gradients(MaskedBatch batch) {
    Map<String, Double> norms = new LinkedHashMap<>();
    double loss = backward(batch, (name, gradient) -> {
      try (NDArray doubles = gradient.toType(DataType.FLOAT64, true); NDArray norm = doubles.norm()) {
        norms.put(name, norm.getDouble());
      }
    });
    return new Baseline.Gradients(loss, norms);
  }

  @Override
  public double step(MaskedBatch batch) {
    return backward(batch, (name, gradient) -> {
      NDArray weight = weights.trained().get(name);
      // Weight decay is not applied to biases, norms and the token.
      boolean decays = weight.getShape().dimension() == 2;
      (decays ? decaying : plain).update(name, weight, gradient);
    });
  }

  /** Passes each gradient to {@code use} by name, and returns the loss. */
  private double backward(MaskedBatch batch, BiConsumer<String, NDArray> use) {
    try (NDManager scope = manager.newSubManager()) {
      Map<String, NDArray> leaves = weights.leaves(scope);
      float value;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray loss = loss(new DjlModel(leaves, weights.arguments(), grid), scope, batch);
        collector.backward(loss);
        value = loss.getFloat();
      }
      for (String name : weights.trained().keySet()) {
        use.accept(name, leaves.get(name).getGradient());
      }
      return value;
    }
  }

  private NDArray loss(DjlModel model, NDManager scope, MaskedBatch batch) {
    ImageShape image = grid.image();
    int count = batch.images().length / image.size();
    NDArray images = scope.create(batch.images(), new Shape(count, image.channels(), image.height(), image.width()));
    return model.loss(images, indices(scope, batch.visible(), count, 0), indices(scope, batch.masked(), count, 0),
        indices(scope, batch.visible(), count, grid.patches()), indices(scope, batch.masked(), count, grid.patches()));
  }

  /** Returns indices {@code [B, count]}, plus {@code offset} for each image before theirs. */
  private static NDArray indices(NDManager scope, int[] indices, int batch, int offset) {
    long[] rows = new long[indices.length];
    int count = indices.length / batch;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = indices[i] + (long) i / count * offset;
    }
    return scope.create(rows, new Shape(batch, count));
  }

  @Override
  public void close() {
    manager.close();
  }
}
