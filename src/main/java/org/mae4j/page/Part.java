package org.mae4j.page;

import java.util.Map;

/** What a section shows. Each kind has a name, by which the template asks for it. */
sealed interface Part permits DataTable, Plot, Confusion, Gallery, Strip, Bars, Parallel, Remark {
  /** The name of the kind. */
  String kind();

  /** What the template is given. */
  default Map<String, Part> byKind() {
    return Map.of(kind(), this);
  }
}
