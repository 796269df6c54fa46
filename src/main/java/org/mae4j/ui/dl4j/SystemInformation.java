package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.ui.model.stats.api.StatsInitializationReport;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;

/**
 * The machine and the software of a run, read from its provenance.
 *
 * @param record record of the last command by dotted key; empty if there is none
 */
record SystemInformation(Map<String, String> record) {
  private static final String UNKNOWN = "unknown";

  /** Reads a provenance file. @throws IOException naming the file, if it cannot be read */
  static SystemInformation read(Path provenance) throws IOException {
    List<RecordedCommand> commands = ProvenanceFile.read(provenance);
    return new SystemInformation(commands.isEmpty() ? Map.of() : commands.get(commands.size() - 1).values());
  }

  /** Returns the maximum size of the Java heap in bytes; 0 if unknown. */
  long heap() {
    return number("heapBytes");
  }

  /** Returns the memory of the machine in bytes; 0 if unknown. */
  long memory() {
    return number("memoryBytes");
  }

  /**
   * Adds all information to {@code report}; the pages fail if any is missing. The name of the host is not recorded.
   *
   * @param process id of the process
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
