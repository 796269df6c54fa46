package org.mae4j.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.base.machine.ProcessMemory;
import org.mae4j.base.text.ByteSize;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.extension.Choice;

/** Measures the speed of the pre-training step. */
public final class Benchmark {
  private Benchmark() {}

  /**
   * Trains, then measures the machine.
   *
   * <p>{@code imagesPerSecond}, {@code medianMs} and {@code gflops} are those of the median step, {@code best} and
   * {@code bestMs} those of the fastest; {@code gflops} counts the operations of {@link Workload#flops} in 10⁹ per
   * second; {@code sgemmGflops} is the speed of the machine's matrix products in the fastest repeat, an upper limit
   * of {@code gflops}, and {@code ratio} is the quotient of the two; {@code peakRssMb} is the peak physical memory of
   * the process during the training, in 10⁶ bytes. On a device, {@code gpu} is its name in place of the speed of matrix
   * products.
   */
  public static ObjectNode run(Workload workload, DeviceOpener devices) {
    StepClock clock = new StepClock(workload.steps());
    Optional<String> gpu = devices.use(workload.config().compute().precision(), device -> {
      try (BenchmarkTraining training =
          new BenchmarkTraining(workload, workload.threads(), Workload.WARMUP + workload.steps(), device)) {
        training.run(clock);
      }
      return device.map(Device::name);
    });
    double peak = ProcessMemory.peak() / ByteSize.MEGABYTE;
    TimingSample times = clock.times();
    int batch = workload.batch().size();
    double gflops = workload.flops() / (times.median() * 1e6);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("imagesPerSecond", batch / (times.median() / 1e3)).put("best", batch / (times.least() / 1e3))
        .put("medianMs", times.median()).put("bestMs", times.least())
        .put("gflops", gflops);
    if (gpu.isPresent()) {
      json.put("gpu", gpu.get()).put("precision", workload.config().compute().precision().toString());
    } else {
      Sgemm sgemm = Sgemm.measure(workload.threads());
      json.put("sgemmGflops", sgemm.best()).put("sgemmMedianGflops", sgemm.median())
          .put("ratio", gflops / sgemm.best());
    }
    json.put("peakRssMb", peak);
    return json.setAll(shape(workload));
  }

  /** Returns what was timed: steps, threads, batch and model. */
  public static ObjectNode shape(Workload workload) {
    ModelConfig model = workload.config().model();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("threads", workload.threads()).put("batch", workload.batch().size())
        .put("microBatch", workload.batch().microBatch()).put("warmup", Workload.WARMUP)
        .put("steps", workload.steps());
    json.putObject("model").put("image", workload.config().data().image().toString()).put("patch", model.patch())
        .put("maskRatio", model.maskRatio()).put("encoder", size(model.encoder()))
        .put("decoder", decoder(model.decoder()));
    return json;
  }

  private static String decoder(Choice choice) {
    return choice.settings() instanceof TransformerConfig stack ? size(stack)
        : choice.kind() + " " + choice.settings();
  }

  private static String size(TransformerConfig stack) {
    return stack.width() + "×" + stack.depth() + "×" + stack.heads();
  }
}
