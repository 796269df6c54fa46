package org.mae4j.report.block;

/** A paragraph of text. */
public record Paragraph(String text) implements ReportBlock {
  @Override
  public String kind() {
    return "paragraph";
  }
}
