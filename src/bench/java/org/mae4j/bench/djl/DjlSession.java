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
import org.mae4j.bench.Baseline;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.Workload;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.train.LearningRate;
import org.slf4j.LoggerFactory;

/** A training in DJL. */
final class DjlSession implements Baseline.Session {
  private final Engine engine;
  private final NDManager manager;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final DjlWeights weights;
  private final Optimizer decaying;
  private final Optimizer plain;

  DjlSession(Workload workload, Path file, int totalSteps) {
    // DJL warns on standard output, where the figures go, of a GPU that it does not look for here.
    ((Logger) LoggerFactory.getLogger("ai.djl")).setLevel(Level.ERROR);
    // DJL tells its makers of its use otherwise.
    System.setProperty("OPT_OUT_TRACKING", "true");
    this.engine = Engine.getEngine("PyTorch");
    // Whatever OMP_NUM_THREADS says, which is 1 for the sake of ND4J.
    JniUtils.setNumThreads(workload.threads());
    this.manager = engine.newBaseManager();
    this.grid = workload.grid();
    this.config = workload.config().model();
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
      // Biases, norms and the token do not decay.
      boolean decays = weight.getShape().dimension() == 2;
      (decays ? decaying : plain).update(name, weight, gradient);
    });
  }

  /** Hands the gradients on by name; returns the loss. */
  private double backward(MaskedBatch batch, BiConsumer<String, NDArray> use) {
    try (NDManager scope = manager.newSubManager()) {
      Map<String, NDArray> leaves = weights.leaves(scope);
      float value;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray loss = loss(new DjlModel(leaves, config, grid), scope, batch);
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
    return model.loss(images, numbers(scope, batch.visible(), count, 0), numbers(scope, batch.removed(), count, 0),
        numbers(scope, batch.visible(), count, grid.patches()), numbers(scope, batch.removed(), count, grid.patches()));
  }

  /** Numbers {@code [B, count]}, plus {@code offset} for each image before theirs. */
  private static NDArray numbers(NDManager scope, int[] numbers, int batch, int offset) {
    long[] rows = new long[numbers.length];
    int count = numbers.length / batch;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers[i] + (long) i / count * offset;
    }
    return scope.create(rows, new Shape(batch, count));
  }

  @Override
  public void close() {
    manager.close();
  }
}
