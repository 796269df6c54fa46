package org.mae4j.experiment.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.backend.Backend;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.ProvenanceKey;
import org.mae4j.record.provenance.RecordedCommand;

/** What computes a run. Each kind computes other bits, so a run resumes on the kind that it began on. */
public enum ProcessorKind {
  CPU("the CPU", List.of()),
  GPU("a GPU (--gpu)", List.of("--gpu")),
  ND4J_GPU("a GPU by ND4J (--cuda)", List.of("--cuda"));

  private final String label;
  private final List<String> option;

  ProcessorKind(String label, List<String> option) {
    this.label = label;
    this.option = option;
  }

  /** Returns the kind of this process. @param device whether a device computes the plans */
  public static ProcessorKind present(boolean device) {
    return device ? GPU : Backend.isCuda() ? ND4J_GPU : CPU;
  }

  static ProcessorKind of(RecordedCommand command) {
    return command.gpu().isPresent() ? GPU
        : command.text(ProvenanceKey.BACKEND).equals(Optional.of("CUDA")) ? ND4J_GPU : CPU;
  }

  /** Returns the kind of the last command that worked on a run; empty if its provenance cannot be read or has none. */
  public static Optional<ProcessorKind> last(Path provenance) {
    try {
      return ProvenanceFile.last(provenance).map(ProcessorKind::of);
    } catch (IOException e) {
      return Optional.empty(); // a command that needs the file names it
    }
  }

  /** Returns a command line of mae4j that computes on this kind of processor, with the plugins that are loaded. */
  public String command(Object... words) {
    return PluginCommand.of(Stream.concat(option.stream(), Stream.of(words)).toArray());
  }

  @Override
  public String toString() {
    return label;
  }
}
