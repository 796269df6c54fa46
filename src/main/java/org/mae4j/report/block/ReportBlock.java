package org.mae4j.report.block;

import java.util.Map;
import org.mae4j.report.sweep.ParallelCoordinates;

/** What a section shows. Each kind has a name, by which the template asks for it. */
public interface ReportBlock {
  /** The name of the kind. */
  String kind();

  /** What the template is given. */
  default Map<String, ReportBlock> byKind() {
    return Map.of(kind(), this);
  }
}
