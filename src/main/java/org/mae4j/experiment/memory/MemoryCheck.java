package org.mae4j.experiment.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.mae4j.backend.Backend;
import org.mae4j.backend.CudaDevice;
import org.mae4j.base.UserException;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.ParameterSpec;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.provenance.Machine;

/**
 * Refuses, before any work is done, what would run out of memory.
 *
 * @param memory of the machine or of the container that the JVM runs in, bytes
 * @param heapLimit that Java's heap has, bytes
 * @param card memory of the card that computes; empty where the processor does
 * @param runs that share all of that alike, at least 1
 */
public record MemoryCheck(long memory, long heapLimit, OptionalLong card, int runs) {
  /** Parameters, gradients' sums and two moments in single precision; initialization works in double on the heap. */
  private static final int BYTES_A_PARAMETER = 4 * Float.BYTES;
  /** A graph of so many times the memory is too large for certain, and its size need not be known exactly. */
  private static final long FAR = 4;
  private static final double GIGABYTE = 1e9;

  /** @param runs at once, at least 1 */
  public static MemoryCheck ofThisMachine(int runs) {
    Machine machine = Machine.current();
    return new MemoryCheck(machine.memoryBytes(), machine.heapBytes(),
        Backend.require().stream().mapToLong(CudaDevice::memoryBytes).findFirst(), runs);
  }

  /** What Java's heap has for one run, bytes. */
  public long heapShare() {
    return heapLimit / runs;
  }

  /**
   * What the stages need.
   *
   * @throws UserException if the model's parameters alone are more than there is memory for
   */
  List<StageMemory> estimate(ExperimentConfig config, DataSize data, int threads, List<Stage> stages) {
    requireParameters(config, data);
    return estimate(config, data, threads).of(stages);
  }

  private MemoryEstimate estimate(ExperimentConfig config, DataSize data, int threads) {
    return new MemoryEstimate(config, data, threads, FAR * memory);
  }

  /**
   * What the stages need, all of which there is.
   *
   * @throws UserException with a line for each stage that needs more than there is, and what to lower
   */
  public List<StageMemory> require(ExperimentConfig config, DataSize data, int threads, List<Stage> stages) {
    List<StageMemory> needs = estimate(config, data, threads, stages);
    MemoryEstimate estimate = estimate(config, data, threads);
    List<String> problems = new ArrayList<>();
    needs.stream().max(Comparator.comparingLong(StageMemory::heapLive)).filter(stage -> stage.heapLive() > heapShare())
        .ifPresent(stage -> problems.add(heapProblem(stage)));
    needs.stream().filter(stage -> !fits(stage))
        .forEach(stage -> problems.add(problem(estimate, stage)));
    if (!problems.isEmpty()) {
      throw new UserException(String.join("\n", problems));
    }
    return needs;
  }

  /** Before graphs are built, for they make the parameters. */
  private void requireParameters(ExperimentConfig config, DataSize data) {
    ModelSummary summary =
        ModelSummary.pretraining(config.model(), new PatchGrid(data.shape(), config.model().patch()), 1);
    long parameters = summary.parameters();
    long largest = summary.layers().stream().flatMap(layer -> layer.weights().stream()).mapToLong(ParameterSpec::count)
        .max().orElse(0);
    if (parameters > memory / runs / BYTES_A_PARAMETER || largest > heapShare() / Double.BYTES) {
      throw new UserException(String.format(Locale.ROOT, "model.encoder.width, model.decoder.width: the model's %,d "
          + "parameters take %s while they are trained, and %s of Java's heap to initialize; the machine has %s, the "
          + "heap %s%s", parameters, gigabytes((double) parameters * BYTES_A_PARAMETER),
          gigabytes((double) largest * Double.BYTES), gigabytes(memory), gigabytes(heapLimit), shared()));
    }
  }

  /** What is on a card has its like in the host's memory: ND4J keeps room for both. */
  private boolean fits(StageMemory stage) {
    return stage.total(heapShare()) <= memory / runs
        && stage.plans() + stage.parameters() <= card.orElse(Long.MAX_VALUE) / runs;
  }

  private String shared() {
    return runs == 1 ? "" : ", shared by " + runs + " runs at once";
  }

  private String heapProblem(StageMemory stage) {
    return String.format(Locale.ROOT, "data.trainLimit: images and features of %s take %s of Java's heap, which may "
        + "take %s%s; set data.trainLimit, or MAE4J_JAVA_OPTIONS=-Xmx%dg", stage.title(), gigabytes(stage.heapLive()),
        gigabytes(heapLimit), shared(), (runs * stage.heap() >> 30) + 1);
  }

  private String problem(MemoryEstimate estimate, StageMemory stage) {
    String needs = String.format(Locale.ROOT, "%s takes %s at its peak, %s of it in %d graph%s; the machine has %s",
        stage.title(), gigabytes(stage.total(heapShare())), gigabytes(stage.plans()), stage.replicas(),
        stage.replicas() == 1 ? "" : "s side by side", gigabytes(memory))
        + card.stream().mapToObj(bytes -> ", its card " + gigabytes(bytes)).findFirst().orElse("")
        + shared();
    String threads = stage.replicas() == 1 ? "" : ", or lower threads";
    return stage.batch()
        .map(batch -> batch + ".microBatch: " + needs + "; " + advice(estimate, stage) + threads)
        .orElse("threads: " + needs + "; lower threads or the model's width or depth");
  }

  /** Names a micro-batch that fits, by bisection the largest: memory grows with it. */
  private String advice(MemoryEstimate estimate, StageMemory stage) {
    BatchConfig now = estimate.batch(stage);
    int[] sizes = IntStream.range(1, now.microBatch()).filter(size -> now.size() % size == 0).toArray();
    int fitting = 0;
    int above = sizes.length;
    while (fitting < above) {
      int middle = (fitting + above) / 2;
      if (fits(estimate.cut(stage, sizes[middle]))) {
        fitting = middle + 1;
      } else {
        above = middle;
      }
    }
    return fitting == 0 ? "no micro-batch fits, lower the model's width or depth" : sizes[fitting - 1] + " fits";
  }

  public static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE);
  }
}
