package org.mae4j.experiment.resume;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.provenance.Nd4jEnvironment;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.ProvenanceKey;
import org.mae4j.record.provenance.RecordedCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that a run resumes on the processor that it began on. */
public record ProcessorCheck(RunDirectory directory, ResumePlan plan) {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorCheck.class);

  /**
   * Warns if this processor computes other bits than that of the last command.
   *
   * @param devices opens what would compute now
   * @throws UserException if it is of another kind
   */
  public void require(Supplier<DeviceGroup> devices) throws IOException {
    Optional<RecordedCommand> last = ProvenanceFile.last(directory.provenance()).filter(command -> isBegun());
    if (last.isPresent()) {
      Optional<String> gpu = gpu(devices);
      requireKind(ProcessorKind.of(last.get()), ProcessorKind.present(gpu.isPresent()));
      warn(last.get(), gpu);
    }
  }

  private static Optional<String> gpu(Supplier<DeviceGroup> devices) {
    try (DeviceGroup opened = devices.get()) {
      return opened.name();
    }
  }

  /** Returns whether something was computed that the resumed command keeps. */
  private boolean isBegun() {
    return plan.done() > 0 || TensorFiles.exists(directory.checkpoints().trainingState(plan.remaining().get(0)));
  }

  private void requireKind(ProcessorKind before, ProcessorKind present) {
    if (before != present) {
      throw new UserException(directory.path() + ": the interrupted command computed on " + before + ", and " + present
          + " would give other results; resume it with " + before.command("resume", directory.path()));
    }
  }

  private void warn(RecordedCommand last, Optional<String> gpu) {
    Optional<String> arithmetic = last.text(ProvenanceKey.ARITHMETIC);
    if (!last.gpu().equals(gpu)
        || arithmetic.filter(hash -> !hash.equals(Nd4jEnvironment.current().arithmetic())).isPresent()) {
      LOG.warn(
          "{}: the interrupted command computed on {} with OPENBLAS_CORETYPE={}; this machine computes other bits, so "
              + "the results will not be bit-identical to those of an uninterrupted run",
          directory.path(),
          last.gpu().or(() -> last.text(ProvenanceKey.CPU)).orElse("an unknown CPU"),
          last.text(ProvenanceKey.CORE_TYPE).orElse("unknown"));
    }
  }
}
