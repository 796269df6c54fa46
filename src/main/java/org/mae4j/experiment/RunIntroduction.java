package org.mae4j.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.backend.Backend;
import org.mae4j.backend.Nd4jGpu;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.base.text.ByteSize;
import org.mae4j.base.text.DurationFormat;
import org.mae4j.base.text.WrappedText;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ResolutionConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSplits;
import org.mae4j.engine.MatrixProducts;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.experiment.cost.Flops;
import org.mae4j.experiment.cost.TrainingCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.RunInputs;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.Machine;

/**
 * The first lines that a command prints before it runs stages: data, model, machine, expected duration, and where the
 * results and the live pages are.
 *
 * @param devices that compute
 */
record RunIntroduction(RunInputs inputs, ResumePlan plan, DeviceGroup devices) {
  /** Columns of the narrowest terminal whose lines are not broken. */
  static final int WIDTH = 80;
  private static final int LABEL = 12;
  private static final int SIDE = 512;
  private static final int REPEATS = 5;

  /** Returns the lines, without a line break at the end. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(line("data", data()));
    lines.add(line("model", model()));
    resolution().ifPresent(text -> lines.add(line("resolution", text)));
    lines.add(line("machine", machine()));
    idleGpus().forEach(text -> lines.add(line("GPUs", text)));
    duration().ifPresent(text -> lines.add(line("duration", text)));
    lines.add(line("results", inputs.directory().path().toString()));
    inputs.invocation().livePages().ifPresent(address -> lines.add(line("live pages", address)));
    return String.join("\n", lines);
  }

  private static String line(String label, String text) {
    return WrappedText.of((label + ":" + " ".repeat(LABEL)).substring(0, LABEL) + text, WIDTH, LABEL);
  }

  private String data() {
    DataSplits data = inputs.data();
    return String.format(Locale.ROOT, "%s, %s: %,d training%s, %,d validation, %,d test",
        config().data().source().kind(),
        data.labeled() ? data.train().classNames().size() + " classes" : "without labels", data.pretrain().size(),
        data.unlabeled().isEmpty() ? "" : String.format(Locale.ROOT, " (%,d labeled)", data.train().size()),
        data.validation().size(), data.test().size())
        + (data.skipped() == 0 ? "" : "; skipped as unreadable or of another shape: " + data.skipped())
        + data.notes().stream().map(note -> "; " + note).collect(Collectors.joining());
  }

  private String model() {
    TrainingCost cost = cost(trainings().findFirst().orElse(TrainingGroup.PRETRAIN));
    String parameters = String.format(Locale.ROOT, "%,d parameters", cost.model().parameters());
    return trainings().findFirst().isEmpty() ? parameters
        : parameters + "; " + Flops.text(cost.stepFlops()) + " per step, " + Flops.text(cost.epochFlops())
            + " per epoch";
  }

  /** Returns the sizes of the images in trainings that begin with smaller ones; empty if none does. */
  private Optional<String> resolution() {
    return trainings().filter(group -> !group.resolution(config()).equals(ResolutionConfig.FULL)).distinct()
        .map(group -> group.key() + " "
            + group.resolution(config()).text(config().data().image(), group.epochs(config())))
        .reduce((first, second) -> first + "; " + second);
  }

  private String machine() {
    Machine machine = Machine.current();
    int threads = Threads.of(config());
    Stream<String> gpu = Backend.isCuda() ? Backend.require().stream().map(Nd4jGpu::name) : devices.name().stream();
    Stream<String> processor = isOnGpu() ? gpu
        : Stream.concat(machine.cpu().stream(), Stream.of(threads + (threads == 1 ? " thread" : " threads")));
    return Stream.concat(processor, Stream.of(ByteSize.gigabytes(machine.memoryBytes()) + " memory"))
        .collect(Collectors.joining(", "));
  }

  /** Returns a line for each training that has fewer micro-batches than there are GPUs. */
  private List<String> idleGpus() {
    int count = devices.devices().size();
    return trainings().distinct().filter(group -> group.batch(config()).microBatches() < count)
        .map(group -> String.format(Locale.ROOT,
            "%s.batch.microBatch: %d of %d compute, because a step has only as many "
                + "micro-batches; use a smaller one",
            group.key(), group.batch(config()).microBatches(), count))
        .toList();
  }

  /** Returns the estimate for the trainings; empty if there are none, or if the run is part of a sweep, which has its own. */
  private Optional<String> duration() {
    if (trainings().findAny().isEmpty() || inputs.invocation().listener() != RunListener.NONE) {
      return Optional.empty();
    }
    if (isOnGpu()) {
      return Optional.of("shown while it trains; there is no estimate for a GPU");
    }
    double gflops =
        Arrays.stream(MatrixProducts.gflops(Threads.of(config()), SIDE, REPEATS)).average().orElseThrow();
    Duration expected = trainings().map(group -> cost(group).duration(gflops)).reduce(Duration.ZERO, Duration::plus);
    boolean begun =
        plan.remaining().stream().map(inputs.directory().checkpoints()::trainingState).anyMatch(TensorFiles::exists);
    return Optional.of(DurationFormat.estimate(expected) + " of training"
        + (begun ? ", less what is done" : "") + "; evaluation takes additional time");
  }

  private boolean isOnGpu() {
    return Backend.isCuda() || devices.first().isPresent();
  }

  /** Returns the trainings of the remaining stages, in order. */
  private Stream<TrainingGroup> trainings() {
    return plan.remaining().stream().map(Stages::get).map(Stage::training).flatMap(Optional::stream);
  }

  private TrainingCost cost(TrainingGroup group) {
    return TrainingCost.of(config(), group, TrainingData.of(inputs.data()));
  }

  private ExperimentConfig config() {
    return inputs.config();
  }
}
