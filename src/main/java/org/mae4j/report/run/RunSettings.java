package org.mae4j.report.run;

import org.mae4j.base.text.NumberLabel;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.record.result.StageOverrides;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/** The settings of a run, as tables. */
record RunSettings(RecordedRun run) {

  /** Returns a table of all settings. */
  TextTable ofRun() {
    TextTable table = new TextTable(Column.text("key"), Column.text("value"));
    ConfigRenderer.values(run.config()).forEach((key, value) -> table.row(key, NumberLabel.ofSetting(value)));
    return table;
  }

  /** Returns a table of the settings that a repeated stage had instead; without rows if there are none. */
  TextTable ofStages() {
    TextTable table = new TextTable(Column.text("stage"), Column.text("key"), Column.text("value"));
    StageOverrides.in(run.results()).forEach((stage, settings) -> settings
        .forEach((key, value) -> table.row(stage, key, NumberLabel.ofSetting(value))));
    return table;
  }
}
