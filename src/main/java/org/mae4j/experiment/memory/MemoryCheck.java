package org.mae4j.experiment.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.mae4j.backend.Backend;
import org.mae4j.backend.Nd4jGpu;
import org.mae4j.base.UserException;
import org.mae4j.base.text.ByteSize;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;
import org.mae4j.experiment.memory.StageMemory.Part;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.ParameterSpec;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.provenance.Machine;

/**
 * Rejects an experiment that would run out of memory before any work is done.
 *
 * @param memory memory of the machine, or of the container that the JVM runs in, in bytes
 * @param heapLimit maximum size of the Java heap in bytes
 * @param gpuMemory memory in bytes of the GPU that computes; empty if the CPU computes
 * @param runs number of runs that share the memory equally, at least 1
 */
public record MemoryCheck(long memory, long heapLimit, OptionalLong gpuMemory, int runs) {
  /**
   * Parameters, sums of gradients, and two moments or one momentum and the gradients of a micro-batch, in single
   * precision; initialization uses double on the heap.
   */
  private static final int BYTES_PER_PARAMETER = 4 * Float.BYTES;
  /** A graph that needs this many times the memory is certainly too large; its exact size does not matter. */
  static final long FAR = 4;

  /**
   * Returns the check for this machine.
   *
   * @param runs number of runs at the same time, at least 1
   */
  public static MemoryCheck ofThisMachine(int runs) {
    Machine machine = Machine.current();
    return new MemoryCheck(machine.memoryBytes(), machine.heapBytes(),
        Backend.require().stream().mapToLong(Nd4jGpu::memoryBytes).findFirst(), runs);
  }

  /** Returns the part of the Java heap for one run, in bytes. */
  public long heapShare() {
    return heapLimit / runs;
  }

  /**
   * Returns the memory that the stages take, in order. Stages with equal needs are listed once.
   *
   * @throws UserException if the parameters of the model alone do not fit into memory
   */
  List<StageMemory> estimate(ExperimentConfig config, DataSize data, int threads, List<? extends MemoryNeed> stages) {
    requireParameters(config, data);
    return MemoryEstimate.ofHost(config, data, threads, FAR * memory).of(stages);
  }

  /**
   * Returns the memory that the stages take, in order, all of which fit.
   *
   * @throws UserException with a line for each stage that does not fit, and the setting to lower
   */
  public List<StageMemory> require(ExperimentConfig config, DataSize data, int threads,
      List<? extends MemoryNeed> stages) {
    requireParameters(config, data);
    MemoryEstimate estimate = MemoryEstimate.ofHost(config, data, threads, FAR * memory);
    return require(new MicroBatchAdvice(estimate, stages, this::fits), this::problem);
  }

  /** @param problem returns a line about a stage that does not fit */
  List<StageMemory> require(MicroBatchAdvice advice, BiFunction<StageMemory, MicroBatchAdvice, String> problem) {
    List<StageMemory> needs = advice.estimate().of(advice.stages());
    List<String> problems = new ArrayList<>(heapProblems(needs));
    needs.stream().filter(advice.fits().negate()).forEach(stage -> problems.add(problem.apply(stage, advice)));
    if (!problems.isEmpty()) {
      throw new UserException(String.join("\n", problems));
    }
    return needs;
  }

  /** Returns a line about the stage with the most images and features, if the heap is too small for them. */
  private List<String> heapProblems(List<StageMemory> needs) {
    return needs.stream().max(Comparator.comparingLong(stage -> stage.bytes(Part.HEAP_LIVE)))
        .filter(stage -> stage.bytes(Part.HEAP_LIVE) > heapShare()).map(this::heapProblem).stream().toList();
  }

  /** Runs before graphs are built, because building a graph creates the parameters. */
  void requireParameters(ExperimentConfig config, DataSize data) {
    ModelSummary summary =
        ModelSummary.pretraining(config.model(), new PatchGrid(data.shape(), config.model().patch()), 1);
    long parameters = summary.parameters();
    long largest = summary.layers().stream().flatMap(layer -> layer.weights().stream()).mapToLong(ParameterSpec::count)
        .max().orElse(0);
    if (parameters > memory / runs / BYTES_PER_PARAMETER || largest > heapShare() / Double.BYTES) {
      throw new UserException(String.format(Locale.ROOT, "model.encoder.width, model.decoder.width: the %,d parameters "
          + "of the model take %s in training, and %s of the Java heap for initialization; the machine has %s, the "
          + "heap %s%s; use a smaller width", parameters, ByteSize.gigabytes((double) parameters * BYTES_PER_PARAMETER),
          ByteSize.gigabytes((double) largest * Double.BYTES), ByteSize.gigabytes(memory),
          ByteSize.gigabytes(heapLimit), shared()));
    }
  }

  /** An array on a GPU also takes memory of the host: ND4J reserves both. */
  private boolean fits(StageMemory stage) {
    return stage.total(heapShare()) <= memory / runs
        && stage.onDevice() <= gpuMemory.orElse(Long.MAX_VALUE) / runs;
  }

  private String shared() {
    return runs == 1 ? "" : ", shared by " + runs + " runs";
  }

  private String heapProblem(StageMemory stage) {
    return String.format(Locale.ROOT, "data.trainLimit: images and features of %s take %s of the Java heap, which is "
        + "limited to %s%s; set data.trainLimit or data.labeledFraction, or MAE4J_JAVA_OPTIONS=-Xmx%dg", stage.title(),
        ByteSize.gigabytes(stage.bytes(Part.HEAP_LIVE)), ByteSize.gigabytes(heapLimit), shared(),
        (runs * stage.heap() >> 30) + 1);
  }

  private String problem(StageMemory stage, MicroBatchAdvice advice) {
    String needs = String.format(Locale.ROOT, "%s takes %s at its peak, %s of it in %d graph%s; the machine has %s",
        stage.title(), ByteSize.gigabytes(stage.total(heapShare())), ByteSize.gigabytes(stage.plans()),
        stage.replicas(),
        stage.replicas() == 1 ? "" : "s side by side", ByteSize.gigabytes(memory))
        + gpuMemory.stream().mapToObj(bytes -> ", its GPU " + ByteSize.gigabytes(bytes)).findFirst().orElse("")
        + shared();
    String threads = stage.replicas() == 1 ? "" : ", or use fewer threads";
    return stage.training()
        .map(group -> group.key() + ".batch.microBatch: " + needs + "; " + advice.of(stage, group)
            + threads)
        .orElse("threads: " + needs + "; use fewer threads, or a smaller width or depth of the model");
  }
}
