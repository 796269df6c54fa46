package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.ParameterSpec;

class SummaryTableTest {

  /** A layer of a large vision transformer, the longest line of its table. */
  @Test
  void fitsATerminalOf80Columns() {
    ModelSummary summary = new ModelSummary(List.of(
        new LayerSummary(LayerPath.of("encoder.blocks.23.attention", ModuleKind.LINEAR), List.of(128, 196, 1024),
            List.of(), 130_862_284_800L, 4_000_000_000L)));
    String table = SummaryTable.of(summary).fitted(80);
    assertTrue(table.lines().allMatch(line -> line.codePointCount(0, line.length()) <= 80), table);
  }

  @Test
  void listsLayersAndTotals() {
    ModelSummary summary = new ModelSummary(List.of(
        new LayerSummary(LayerPath.of("encoder.embedding", ModuleKind.LINEAR), List.of(32, 64, 192),
            List.of(new ParameterSpec("encoder.embedding.weight", ParameterKind.WEIGHT, List.of(48L, 192L)),
                new ParameterSpec("encoder.embedding.bias", ParameterKind.BIAS, List.of(192L))),
            18_874_368, 1_572_864),
        new LayerSummary(LayerPath.of("pooling", ModuleKind.POOLING), List.of(32, 192), List.of(), 0, 24_576)));
    assertEquals("""
        layer              output         parameters  multiply-adds  kept in MiB
        -----------------  -------------  ----------  -------------  -----------
        encoder.embedding  32 × 64 × 192       9,408     18,874,368         1.50
        pooling            32 × 192                0              0         0.02
        -----------------  -------------  ----------  -------------  -----------
        total                                  9,408     18,874,368         1.52
        """, SummaryTable.of(summary).toString());
  }
}
