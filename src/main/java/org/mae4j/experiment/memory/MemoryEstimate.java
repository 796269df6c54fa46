package org.mae4j.experiment.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.ResolutionConfig.ResolutionPhase;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.engine.GraphPlan;
import org.mae4j.eval.ClassifierEvaluation;
import org.mae4j.eval.Features;
import org.mae4j.eval.Reconstructor;
import org.mae4j.model.Classifier;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.train.Optimizer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Building blocks for the memory of stages. Graphs are built and laid out, and never allocated. Each block is computed
 * once, however many stages use it.
 */
public final class MemoryEstimate {
  /** Arrays of the size of the parameters in training: parameters and sums of gradients. */
  private static final int TRAINED = 2;

  private final ExperimentConfig config;
  private final DataSize data;
  private final int threads;
  private final long ceiling;
  private final Map<TrainingGroup, BatchConfig> batches;
  private final Map<String, StageMemory> blocks = new HashMap<>();

  /**
   * Creates an estimate.
   *
   * @param threads number of threads that compute, at least 1
   * @param ceiling bytes of activations above which a graph is not built, because its constants grow with it; its size
   *     is then estimated by the activations alone
   */
  MemoryEstimate(ExperimentConfig config, DataSize data, int threads, long ceiling) {
    this(config, data, threads, ceiling, Map.of());
  }

  private MemoryEstimate(ExperimentConfig config, DataSize data, int threads, long ceiling,
      Map<TrainingGroup, BatchConfig> batches) {
    this.config = config;
    this.data = data;
    this.threads = threads;
    this.ceiling = ceiling;
    this.batches = batches;
  }

  public ExperimentConfig config() {
    return config;
  }

  public DataSize data() {
    return data;
  }

  /** Returns the memory of stages that run one after another, in order. Stages with equal needs are listed once. */
  List<StageMemory> of(List<? extends MemoryNeed> stages) {
    List<StageMemory> needs = stages.stream().map(stage -> stage.memory(this)).distinct().toList();
    return IntStream.range(0, needs.size())
        .mapToObj(i -> i == 0 ? needs.get(i) : needs.get(i).afterAnother()).toList();
  }

  /** Returns the same estimate with batches of {@code group} that are split into micro-batches of {@code images}. */
  MemoryEstimate withMicroBatch(TrainingGroup group, int images) {
    return new MemoryEstimate(config, data, threads, ceiling,
        Map.of(group, new BatchConfig(batch(group).size(), images)));
  }

  BatchConfig batch(TrainingGroup group) {
    return batches.getOrDefault(group, group.batch(config));
  }

  /** Returns the memory of pre-training, with validation after each epoch. */
  public StageMemory pretraining() {
    return block("pre-training", (title, parameters) -> {
      int images = batch(TrainingGroup.PRETRAIN).microBatch();
      long validation = threads * Reconstructor.planBytes(parameters, model(), grid());
      PatchGrid grid = largest(TrainingGroup.PRETRAIN);
      long replica = replica(ModelSummary.pretraining(model(), grid, images), () -> GraphPlan.gradientBytes(
          MaskedAutoencoder.training(parameters, model(), grid, MaskShape.of(images, model(), grid)),
          MaskedAutoencoder.LOSS, parameters.names()));
      return training(title, TrainingGroup.PRETRAIN, replica, validation, parameters);
    });
  }

  /** Returns the memory of training encoder and classifier together, with validation after each epoch. */
  public StageMemory finetuning() {
    return block("fine-tuning", (title, parameters) -> {
      boolean dropPath = config.finetune().dropPath() > 0;
      int images = batch(TrainingGroup.FINETUNE).microBatch();
      PatchGrid grid = largest(TrainingGroup.FINETUNE);
      int kept = config.finetune().keptPatches(grid.patches());
      long validation = threads * ClassifierEvaluation.planBytes(parameters, model(), grid(), data.classes());
      long replica = replica(ModelSummary.classifier(model(), grid, images, data.classes(), kept),
          () -> GraphPlan.gradientBytes(Classifier.training(parameters, model(), grid, images, data.classes(),
              kept, dropPath), Classifier.LOSS, parameters.names()));
      return training(title, TrainingGroup.FINETUNE, replica, validation, parameters);
    });
  }

  private StageMemory training(String title, TrainingGroup group, long replica, long validation,
      Parameters parameters) {
    long averages = group.ema(config) > 0 ? bytes(parameters) : 0;
    return new StageMemory(title, Math.min(threads, batch(group).microBatches()), replica, validation,
        TRAINED * bytes(parameters) + Optimizer.bytes(group.optimizer(config), parameters, threads) + averages,
        data.heapBytes(), 0, Optional.of(group));
  }

  private long replica(ModelSummary summary, LongSupplier laidOut) {
    return summary.activationBytes() > ceiling ? summary.activationBytes() : laidOut.getAsLong();
  }

  /** Returns the memory of reconstructing images with the autoencoder. */
  public StageMemory reconstruction() {
    return block("reconstruction", (title, parameters) -> new StageMemory(title, threads,
        Reconstructor.planBytes(parameters, model(), grid()), 0, bytes(parameters), data.heapBytes(), 0,
        Optional.empty()));
  }

  /** Returns the memory of one feature vector per image of all splits, by the frozen encoder or of raw pixels. */
  public StageMemory features() {
    long rows = (long) (data.classes() == 0 ? data.train() : data.labeled()) + data.test();
    long width = Math.max(data.shape().size(), model().encoder().width());
    long features = rows * width * Float.BYTES;
    return block("probing", (title, parameters) -> new StageMemory(title, threads,
        Features.planBytes(parameters, model(), grid()), 0, bytes(parameters), data.heapBytes() + features, features,
        Optional.empty()));
  }

  /** Computes the memory of a stage whose graphs create {@code parameters}. */
  private interface Block {
    StageMemory memory(String title, Parameters parameters);
  }

  private StageMemory block(String title, Block block) {
    StageMemory known = blocks.get(title);
    if (known == null) {
      try (Parameters parameters = new Parameters(DataType.FLOAT, config.seed())) {
        known = block.memory(title, parameters);
      }
      blocks.put(title, known);
    }
    return known;
  }

  private ModelConfig model() {
    return config.model();
  }

  private PatchGrid grid() {
    return new PatchGrid(data.shape(), model().patch());
  }

  /** Returns the grid of the largest images that a training sees. */
  private PatchGrid largest(TrainingGroup group) {
    return grid().resized(group.resolution(config).phases(group.epochs(config)).stream()
        .mapToDouble(ResolutionPhase::scale).max().orElseThrow());
  }

  private static long bytes(Parameters parameters) {
    return parameters.count() * Float.BYTES;
  }
}
