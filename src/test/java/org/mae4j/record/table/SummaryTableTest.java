package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.ParameterSpec;

class SummaryTableTest {

  @Test
  void listsLayersAndTotals() {
    ModelSummary summary = new ModelSummary(List.of(
        new LayerSummary(LayerPath.of("encoder.embedding", ModuleKind.LINEAR), List.of(32, 64, 192),
            List.of(new ParameterSpec("encoder.embedding.weight", ParameterKind.WEIGHT, List.of(48L, 192L)),
                new ParameterSpec("encoder.embedding.bias", ParameterKind.BIAS, List.of(192L))),
            18_874_368, 1_572_864),
        new LayerSummary(LayerPath.of("pooling", ModuleKind.POOLING), List.of(32, 192), List.of(), 0, 24_576)));
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
