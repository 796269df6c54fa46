package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.record.provenance.ProvenanceFile;

/**
 * Whether a replica was computed with the arithmetic of its record. The bits of results depend on it beside program,
 * settings and data: on the kernels that OpenBLAS selects for a processor, on ND4J and on Java.
 *
 * @param recorded whether the record has its arithmetic; records of older versions do not
 * @param same whether the same bits are promised
 * @param differences names and values that differ, one phrase each
 */
record ArithmeticCheck(boolean recorded, boolean same, List<String> differences) {
  private static final String HASH = "engine.arithmetic";
  /** Keys of provenance files that must be the same. */
  private static final List<String> REQUIRED =
      List.of(HASH, "engine.nd4j", "engine.backend", "engine.blasVersion", "engine.coreType");
  /** Keys of provenance files that explain a difference, and how messages name them. */
  private static final List<Map.Entry<String, String>> NAMES = List.of(
      Map.entry("cpu", "processor"), Map.entry("cpuFeatures", "instructions"), Map.entry("java", "Java"),
      Map.entry("engine.nd4j", "ND4J"), Map.entry("engine.backend", "backend"),
      Map.entry("engine.blasVersion", "OpenBLAS"), Map.entry("engine.coreType", "OPENBLAS_CORETYPE"),
      Map.entry(HASH, "hash of the arithmetic"));

  /** Compares the commands of a record with that of a replica. @param record file, which may be absent */
  static ArithmeticCheck of(Path record, Path replica) throws IOException {
    List<Map<String, String>> commands = ProvenanceFile.read(record);
    Map<String, String> now = ProvenanceFile.read(replica).get(0);
    boolean known = !commands.isEmpty() && commands.stream().allMatch(command -> command.containsKey(HASH));
    return new ArithmeticCheck(known,
        known && commands.stream().allMatch(command -> REQUIRED.stream()
            .allMatch(key -> command.getOrDefault(key, "").equals(now.get(key)))),
        commands.stream().flatMap(command -> differences(command, now)).distinct().toList());
  }

  private static Stream<String> differences(Map<String, String> before, Map<String, String> now) {
    return NAMES.stream().filter(key -> before.containsKey(key.getKey()))
        .filter(key -> !before.get(key.getKey()).equals(now.get(key.getKey())))
        .map(key -> key.getValue() + ": " + now.getOrDefault(key.getKey(), "unknown") + ", recorded: "
            + before.get(key.getKey()));
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
    return "The same bits are not promised: " + (recorded ? "processor or libraries compute otherwise."
        : "the record does not say how its processor and libraries compute.")
        + differences.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }
}
