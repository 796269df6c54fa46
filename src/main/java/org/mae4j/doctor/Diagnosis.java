package org.mae4j.doctor;

import java.util.List;
import org.mae4j.base.text.WrappedText;

/** The findings about a machine. */
public record Diagnosis(List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** Returns whether everything that the program needs works. */
  public boolean isHealthy() {
    return count(Finding.Severity.BROKEN) == 0;
  }

  /**
   * Returns a paragraph for each finding, with its problem in the next one, and a summary.
   *
   * @param width columns that a line may have
   */
  public String text(int width) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      paragraph(text, finding.topic(), finding.found(), width);
      finding.problem().ifPresent(problem -> paragraph(text, "", mark(finding.severity()) + problem, width));
    }
    return text + "\n" + verdict();
  }

  private void paragraph(StringBuilder text, String topic, String message, int width) {
    int indent = findings.stream().mapToInt(finding -> finding.topic().length()).max().orElse(0) + 2;
    text.append(WrappedText.of(topic + " ".repeat(indent - topic.length()) + message, width, indent)).append('\n');
  }

  private static String mark(Finding.Severity severity) {
    return severity == Finding.Severity.BROKEN ? "BROKEN: " : "hint: ";
  }

  private String verdict() {
    long broken = count(Finding.Severity.BROKEN);
    long hints = count(Finding.Severity.HINT);
    String works = broken == 0 ? "everything that mae4j needs works" : "broken: " + broken;
    return hints == 0 ? works : works + "; hints: " + hints;
  }

  private long count(Finding.Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
