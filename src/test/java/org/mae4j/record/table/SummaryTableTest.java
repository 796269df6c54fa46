package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.model.ModelSummary;

class SummaryTableTest {

  @Test
  void listsLayersAndTotals() {
    ModelSummary summary = new ModelSummary(List.of(
        new ModelSummary.Layer("encoder.embedding", List.of(32, 64, 192), 9_408, 18_874_368, 1_572_864),
        new ModelSummary.Layer("pooling", List.of(32, 192), 0, 0, 24_576)));
    assertEquals("""
        layer              output         parameters  multiply-adds  activations, MiB
        -----------------  -------------  ----------  -------------  ----------------
        encoder.embedding  32 × 64 × 192       9,408     18,874,368              1.50
        pooling            32 × 192                0              0              0.02
        -----------------  -------------  ----------  -------------  ----------------
        total                                  9,408     18,874,368              1.52
        """, SummaryTable.of(summary).toString());
  }
}
