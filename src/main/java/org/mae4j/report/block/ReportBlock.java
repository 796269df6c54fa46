package org.mae4j.report.block;

import java.util.Map;

/** A building block of a section. The template selects the partial template of a block by its {@link #kind}. */
public interface ReportBlock {
  /** Returns the name of the partial template. */
  String kind();

  /** Returns whether the script of the page acts on this block. */
  default boolean isInteractive() {
    return false;
  }

  /** Returns this block under the name of its kind, as the template reads it. */
  default Map<String, ReportBlock> byKind() {
    return Map.of(kind(), this);
  }
}
