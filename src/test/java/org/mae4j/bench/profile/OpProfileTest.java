package org.mae4j.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.bench.Workload;
import org.mae4j.bench.Workloads;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.testing.emulation.CompiledLibrary;
import org.mae4j.testing.emulation.EmulatedDevice;

class OpProfileTest {
  private final Workload workload = Workloads.small(1);
  private final OpProfile profile = OpProfile.of(workload, DeviceOpener.CPU);

  @Test
  void everyKindOfOperationHasOneRow() {
    try (StepBreakdown parts = new StepBreakdown(workload, 1)) {
      Set<String> kinds = parts.operations().stream().map(PlannedOp::kind)
          .collect(Collectors.toCollection(TreeSet::new));
      kinds.addAll(List.of(OpProfile.UPDATE, OpProfile.REST));
      List<String> rows = new ArrayList<>(profile.kinds().stream().map(OpProfile.OpTime::name).toList());
      assertEquals(kinds.size(), rows.size(), rows.toString());
      assertEquals(kinds, new TreeSet<>(rows));
    }
  }

  @Test
  void countsCallsOfAllMicroBatches() {
    try (StepBreakdown parts = new StepBreakdown(workload, 1)) {
      assertEquals(2.0 * parts.operations().size(), profile.kinds().stream()
          .filter(row -> !row.name().startsWith("(")).mapToDouble(OpProfile.OpTime::calls).sum());
    }
  }

  @Test
  void aDeviceTimesTheOperationsOfItsPlan() {
    CompiledLibrary.assumeCompiler();
    OpProfile onDevice = OpProfile.of(workload, precision -> Optional.of(new EmulatedDevice()));
    List<String> rows = onDevice.kinds().stream().map(OpProfile.OpTime::name).toList();
    assertTrue(rows.containsAll(List.of("matmul", OpProfile.REST_ON_DEVICE)), rows.toString());
    assertTrue(onDevice.kinds().stream().filter(row -> row.name().equals("matmul"))
        .allMatch(row -> row.calls() >= 2 && row.millis() > 0 && row.limit() > 0));
    assertTrue(onDevice.toString().lines().findFirst().orElseThrow().endsWith("limit in ms  limit / time in %"),
        onDevice.toString());
    assertTrue(profile.toString().lines().findFirst().orElseThrow().endsWith("%"), profile.toString());
  }

  @Test
  void rowsAreSortedAndSumToStepTime() {
    List<Double> millis = profile.kinds().stream().map(OpProfile.OpTime::millis).toList();
    for (int i = 1; i < millis.size(); i++) {
      assertTrue(millis.get(i - 1) >= millis.get(i), millis.toString());
    }
    String[] total = profile.toString().lines().filter(line -> line.startsWith("a step ")).findFirst()
        .orElseThrow().split("\\s{2,}");
    double sum = millis.stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(sum, Double.parseDouble(total[total.length - 2]), 0.005);
    assertEquals("100.0", total[total.length - 1]);
  }

  @Test
  void sharesSumTo100Percent() {
    List<String> lines = profile.toString().lines().toList();
    int end = lines.indexOf(lines.stream().filter(line -> line.startsWith("a step ")).findFirst()
        .orElseThrow());
    double shares = lines.subList(2, end - 1).stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    assertEquals(100, shares, 0.05 * (end - 3));
  }
}
