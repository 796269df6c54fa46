package org.mae4j.report.block;

/** A sentence or two between other parts. */
public record Paragraph(String text) implements ReportBlock {
  @Override
  public String kind() {
    return "remark";
  }
}
