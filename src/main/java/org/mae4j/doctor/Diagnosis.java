package org.mae4j.doctor;

import java.util.List;

/** The findings about a machine. */
public record Diagnosis(List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** Returns whether everything that the program needs works. */
  public boolean isHealthy() {
    return count(Finding.Severity.BROKEN) == 0;
  }

  /** Returns a line for each finding, with its problem on the next line, and a summary. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      line(text, finding.topic(), finding.found());
      finding.problem().ifPresent(problem -> line(text, "", mark(finding.severity()) + problem));
    }
    return text + "\n" + verdict();
  }

  private void line(StringBuilder text, String topic, String message) {
    int width = findings.stream().mapToInt(finding -> finding.topic().length()).max().orElse(0);
    text.append(topic).append(" ".repeat(width + 2 - topic.length())).append(message).append('\n');
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
