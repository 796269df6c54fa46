package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mae4j.record.provenance.ProvenanceFile;

/**
 * What the bits of results depend on besides program, settings and data: the processor, whose kind selects the kernels of
 * OpenBLAS, and the libraries. The same bits are promised if all of this is the same.
 *
 * @param recorded whether the record names its processor and its libraries
 * @param parts what is the same, as {@code NAME VALUE}
 * @param differences what differs, one phrase each
 */
record ArithmeticCheck(boolean recorded, List<String> parts, List<String> differences) {
  /** Keys of provenance files and how messages name them. A key that one of the files lacks is not compared. */
  private static final List<Map.Entry<String, String>> KEYS = List.of(
      Map.entry("cpu", "processor"), Map.entry("cpuFeatures", "instructions"), Map.entry("java", "Java"),
      Map.entry("engine.nd4j", "ND4J"), Map.entry("engine.backend", "backend"), Map.entry("engine.blas", "BLAS"),
      Map.entry("engine.blasVersion", "version of the BLAS"), Map.entry("engine.coreType", "kernels of OpenBLAS"));
  /** The version of OpenBLAS before it was recorded. */
  private static final Map<String, String> FORMER = Map.of("engine.blasVersion", "0.3.19-1.5.7");

  /** Compares the commands of a record with those of a replica. @param recorded file, which may be absent */
  static ArithmeticCheck of(Path recorded, Path replica) throws IOException {
    List<Map<String, String>> commands = ProvenanceFile.read(recorded);
    Map<String, String> now = ProvenanceFile.read(replica).get(0);
    List<String> parts = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> key : KEYS) {
      String value = value(now, key.getKey());
      List<String> before = commands.stream().map(command -> value(command, key.getKey()))
          .filter(text -> !text.isEmpty() && !value.isEmpty()).distinct().toList();
      before.stream().filter(value::equals).forEach(text -> parts.add(key.getValue() + " " + text));
      before.stream().filter(text -> !text.equals(value))
          .forEach(text -> differences.add(key.getValue() + " is " + value + ", recorded: " + text));
    }
    return new ArithmeticCheck(!commands.isEmpty(), parts, differences);
  }

  /** Returns the value of a key, of Java the feature version; empty if there is none. */
  private static String value(Map<String, String> command, String key) {
    Map<String, String> all = new HashMap<>(FORMER);
    all.putAll(command);
    String text = all.getOrDefault(key, "");
    return key.equals("java") ? text.split("[.,]")[0] : text;
  }

  /** Returns the check of several runs together. */
  static ArithmeticCheck all(List<ArithmeticCheck> checks) {
    return new ArithmeticCheck(checks.stream().allMatch(ArithmeticCheck::recorded),
        checks.stream().flatMap(check -> check.parts.stream()).distinct().toList(),
        checks.stream().flatMap(check -> check.differences.stream()).distinct().toList());
  }

  /** Returns whether the same bits are promised. */
  boolean isSame() {
    return recorded && differences.isEmpty();
  }

  /** Returns what is promised and why. */
  String text() {
    if (!recorded) {
      return "The record does not name its processor and libraries, so the same bits are not promised.";
    }
    return differences.isEmpty()
        ? "The same bits are promised: " + String.join(", ", parts) + "."
        : differences.stream().collect(Collectors.joining("; ", "The same bits are not promised: ", "."));
  }
}
