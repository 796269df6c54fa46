package org.mae4j.experiment.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.data.DataSize;
import org.mae4j.engine.PlanMemory;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.experiment.memory.StageMemory.Part;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.step.DeviceState;
import org.nd4j.linalg.api.buffer.DataType;

/** Building blocks for the memory of stages. Each block is computed once, however many stages use it. */
public final class MemoryEstimate {
  /** Arrays of the size of the parameters in training: parameters and sums of gradients. */
  private static final int TRAINED = 2;

  private final PlanSizes sizes;
  private final ExperimentConfig config;
  private final DataSize data;
  private final int threads;
  private final boolean several;
  private final Map<TrainingGroup, BatchConfig> batches;
  private final Map<String, StageMemory> blocks = new HashMap<>();

  /**
   * Creates an estimate of native memory of the host.
   *
   * @param threads number of threads that compute, at least 1
   * @param ceiling bytes of activations above which a graph is not built
   */
  static MemoryEstimate ofHost(ExperimentConfig config, DataSize data, int threads, long ceiling) {
    return new MemoryEstimate(new PlanSizes(config, data, PlanMemory.HOST, ceiling), threads, false, Map.of());
  }

  /**
   * Creates an estimate of the memory of a device. Tables of a few kilobytes are left out.
   *
   * @param several whether several devices train together
   * @param ceiling bytes of activations above which a graph is not built
   */
  static MemoryEstimate ofDevice(ExperimentConfig config, DataSize data, boolean several, long ceiling) {
    return new MemoryEstimate(new PlanSizes(config, data, PlanMemory.DEVICE, ceiling), Workers.onDevice(config),
        several, Map.of());
  }

  private MemoryEstimate(PlanSizes sizes, int threads, boolean several, Map<TrainingGroup, BatchConfig> batches) {
    this.sizes = sizes;
    this.config = sizes.config();
    this.data = sizes.data();
    this.threads = threads;
    this.several = several;
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
    return new MemoryEstimate(sizes, threads, several, Map.of(group, new BatchConfig(batch(group).size(), images)));
  }

  BatchConfig batch(TrainingGroup group) {
    return batches.getOrDefault(group, group.batch(config));
  }

  /** Returns the memory of pre-training, with validation after each epoch. */
  public StageMemory pretraining() {
    return block("pre-training", (title, parameters) -> training(title, TrainingGroup.PRETRAIN,
        sizes.pretraining(parameters, batch(TrainingGroup.PRETRAIN).microBatch()), sizes.reconstruction(parameters),
        parameters));
  }

  /** Returns the memory of training encoder and classifier together, with validation after each epoch. */
  public StageMemory finetuning() {
    return block("fine-tuning", (title, parameters) -> training(title, TrainingGroup.FINETUNE,
        sizes.finetuning(parameters, batch(TrainingGroup.FINETUNE).microBatch()), sizes.classification(parameters),
        parameters));
  }

  private StageMemory training(String title, TrainingGroup group, long replica, long validation,
      Parameters parameters) {
    int replicas = onDevice() ? 1 : Math.min(threads, batch(group).microBatches());
    return new StageMemory(title, replicas, Map.of(Part.REPLICA, replica, Part.HELD, threads * validation,
        Part.PARAMETERS, trained(group, parameters), Part.HEAP_LIVE, data.heapBytes()), Optional.of(group));
  }

  private long trained(TrainingGroup group, Parameters parameters) {
    if (onDevice()) {
      return DeviceState.bytes(parameters, several && batch(group).microBatches() > 1)
          + Optimizer.orthogonalizationBytes(group.optimizer(config), parameters);
    }
    long averages = group.ema(config) > 0 ? bytes(parameters) : 0;
    return TRAINED * bytes(parameters) + Optimizer.bytes(group.optimizer(config), parameters, threads) + averages;
  }

  /** Returns the memory of reconstructing images with the autoencoder. */
  public StageMemory reconstruction() {
    return block("reconstruction",
        (title, parameters) -> new StageMemory(title, threads, Map.of(Part.REPLICA, sizes.reconstruction(parameters),
            Part.PARAMETERS, bytes(parameters), Part.HEAP_LIVE, data.heapBytes()), Optional.empty()));
  }

  /** Returns the memory of one feature vector per image of all splits, by the frozen encoder or of raw pixels. */
  public StageMemory features() {
    long rows = (long) (data.classes() == 0 ? data.train() : data.labeled()) + data.test();
    long width = Math.max(data.shape().size(), config.model().encoder().width());
    long features = rows * width * Float.BYTES;
    return block("probing",
        (title, parameters) -> new StageMemory(title, threads, Map.of(Part.REPLICA, sizes.features(parameters),
            Part.PARAMETERS, bytes(parameters), Part.HEAP_LIVE, data.heapBytes() + features, Part.HEAP_DEAD, features),
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

  private boolean onDevice() {
    return sizes.memory() == PlanMemory.DEVICE;
  }

  /** Returns the bytes of the parameters beside the plans; plans on a device have copies. */
  private long bytes(Parameters parameters) {
    return onDevice() ? 0 : parameters.count() * Float.BYTES;
  }
}
