package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.ui.model.stats.api.StatsInitializationReport;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.ProvenanceKey;
import org.mae4j.record.provenance.RecordedCommand;

/**
 * The machine and the software of a run, read from its provenance.
 *
 * @param command last command; empty if there is none
 */
record SystemInformation(Optional<RecordedCommand> command) {
  private static final String UNKNOWN = "unknown";

  /** Reads a provenance file. @throws IOException naming the file, if it cannot be read */
  static SystemInformation read(Path provenance) throws IOException {
    return new SystemInformation(ProvenanceFile.last(provenance));
  }

  /** Returns the maximum size of the Java heap in bytes; 0 if unknown. */
  long heap() {
    return number(ProvenanceKey.HEAP);
  }

  /** Returns the memory of the machine in bytes; 0 if unknown. */
  long memory() {
    return number(ProvenanceKey.MEMORY);
  }

  /**
   * Adds all information to {@code report}; the pages fail if any is missing. The name of the host is not recorded.
   *
   * @param process id of the process
   */
  void report(StatsInitializationReport report, String process) {
    String[] os = text(ProvenanceKey.OS).split(" ");
    String[] java = text(ProvenanceKey.JAVA).split(", ");
    report.reportSoftwareInfo(os[os.length - 1], text(ProvenanceKey.OS), java[java.length - 1], java[0], java[0],
        text(ProvenanceKey.BACKEND), "float", UNKNOWN, process, Map.of());
    report.reportHardwareInfo((int) number(ProvenanceKey.PROCESSORS), 0, heap(), memory(), new long[0], new String[0],
        process);
  }

  private String text(ProvenanceKey key) {
    return command.flatMap(known -> known.text(key)).orElse(UNKNOWN);
  }

  private long number(ProvenanceKey key) {
    return command.flatMap(known -> known.text(key)).map(Long::parseLong).orElse(0L);
  }
}
