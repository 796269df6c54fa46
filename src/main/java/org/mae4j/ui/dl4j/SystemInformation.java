package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.ui.model.stats.api.StatsInitializationReport;
import org.mae4j.record.provenance.Provenance;

/**
 * The machine and the programs that a run had, as far as its provenance tells.
 *
 * @param record of the last command, by dotted key; empty while there is none
 */
record SystemInformation(Map<String, String> record) {
  private static final String UNKNOWN = "unknown";

  /** @throws IOException if the file cannot be read; the message names it */
  static SystemInformation read(Path provenance) throws IOException {
    List<Map<String, String>> records = Provenance.read(provenance);
    return new SystemInformation(records.isEmpty() ? Map.of() : records.get(records.size() - 1));
  }

  /** Bytes that Java's heap may take; 0 if that is unknown. */
  long heap() {
    return number("heapBytes");
  }

  /** Bytes of the machine's memory; 0 if that is unknown. */
  long memory() {
    return number("memoryBytes");
  }

  /**
   * Puts all of it into {@code report}, for the pages fail where any is missing. The host's name is not known.
   *
   * @param process what tells this process from others
   */
  void report(StatsInitializationReport report, String process) {
    String[] os = text("os").split(" ");
    String[] java = text("java").split(", ");
    report.reportSoftwareInfo(os[os.length - 1], text("os"), java[java.length - 1], java[0], java[0],
        text("engine.backend"), "float", UNKNOWN, process, Map.of());
    report.reportHardwareInfo((int) number("processors"), 0, heap(), memory(), new long[0], new String[0], process);
  }

  private String text(String key) {
    return record.getOrDefault(key, UNKNOWN);
  }

  private long number(String key) {
    return Long.parseLong(record.getOrDefault(key, "0"));
  }
}
