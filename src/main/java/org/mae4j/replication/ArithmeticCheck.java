package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.ProvenanceKey;
import org.mae4j.record.provenance.RecordedCommand;

/**
 * Whether a replica was computed with the arithmetic of its record. The bits of results depend on it beside program,
 * settings and data: on the kernels that OpenBLAS selects for a processor, on ND4J and on Java. With a GPU they also
 * depend on its driver and its libraries, whose versions are not recorded.
 *
 * @param recorded whether the record has its arithmetic; records of older versions do not
 * @param same whether the same bits are promised
 * @param differences names and values that differ, one phrase each
 */
record ArithmeticCheck(boolean recorded, boolean same, List<String> differences) {
  /** Keys of provenance files that must be the same. */
  private static final List<ProvenanceKey> REQUIRED = List.of(ProvenanceKey.ARITHMETIC, ProvenanceKey.ND4J,
      ProvenanceKey.BACKEND, ProvenanceKey.BLAS_VERSION, ProvenanceKey.CORE_TYPE);
  /** Keys of provenance files that explain a difference, and how messages name them. */
  private static final List<Map.Entry<ProvenanceKey, String>> NAMES = List.of(
      Map.entry(ProvenanceKey.CPU, "processor"), Map.entry(ProvenanceKey.CPU_FEATURES, "instructions"),
      Map.entry(ProvenanceKey.JAVA, "Java"), Map.entry(ProvenanceKey.ND4J, "ND4J"),
      Map.entry(ProvenanceKey.BACKEND, "backend"), Map.entry(ProvenanceKey.BLAS_VERSION, "OpenBLAS"),
      Map.entry(ProvenanceKey.CORE_TYPE, "OPENBLAS_CORETYPE"),
      Map.entry(ProvenanceKey.ARITHMETIC, "hash of the arithmetic"));

  /** Compares the commands of a record with that of a replica. @param record file, which may be absent */
  static ArithmeticCheck of(Path record, Path replica) throws IOException {
    List<RecordedCommand> commands = ProvenanceFile.read(record);
    RecordedCommand now = ProvenanceFile.read(replica).get(0);
    boolean known = !commands.isEmpty()
        && commands.stream().allMatch(command -> command.text(ProvenanceKey.ARITHMETIC).isPresent());
    return new ArithmeticCheck(known, known && commands.stream().allMatch(command -> isSame(command, now)),
        commands.stream().flatMap(command -> differences(command, now)).distinct().toList());
  }

  private static boolean isSame(RecordedCommand before, RecordedCommand now) {
    return !usesGpu(before, now) && REQUIRED.stream().allMatch(key -> before.text(key).equals(now.text(key)));
  }

  private static boolean usesGpu(RecordedCommand before, RecordedCommand now) {
    return before.gpu().isPresent() || now.gpu().isPresent();
  }

  private static Stream<String> differences(RecordedCommand before, RecordedCommand now) {
    Stream<String> gpu = usesGpu(before, now)
        ? Stream.of("GPU: " + now.gpu().orElse("none") + ", recorded: " + before.gpu().orElse("none")
            + "; the versions of its driver and its libraries are not recorded")
        : Stream.empty();
    return Stream.concat(gpu, NAMES.stream().flatMap(key -> before.text(key.getKey()).stream()
        .filter(value -> !now.text(key.getKey()).equals(Optional.of(value)))
        .map(value -> key.getValue() + ": " + now.text(key.getKey()).orElse("unknown") + ", recorded: " + value)));
  }

  /** Returns the check of several runs together. */
  static ArithmeticCheck all(List<ArithmeticCheck> checks) {
    return new ArithmeticCheck(checks.stream().allMatch(ArithmeticCheck::recorded),
        checks.stream().allMatch(ArithmeticCheck::same),
        checks.stream().flatMap(check -> check.differences.stream()).distinct().toList());
  }

  /** Returns what is promised and why. */
  String text() {
    if (same) {
      return "The same bits are promised: processor and libraries compute as those of the record.";
    }
    return "The same bits are not promised: " + (recorded ? "processor or libraries may compute otherwise."
        : "the record does not say how its processor and libraries compute.")
        + differences.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }
}
