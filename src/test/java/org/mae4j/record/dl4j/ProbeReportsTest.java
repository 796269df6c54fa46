package org.mae4j.record.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeReportsTest {
  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("probes.dl4j");
  }

  private static Persistable model() {
    SbeStatsInitializationReport report = new SbeStatsInitializationReport();
    report.reportIDs("linearProbe", StatsListener.TYPE_ID, "rate-0.1", 1);
    report.reportModelInfo("org.deeplearning4j.nn.multilayer.MultiLayerNetwork", "{}", new String[] {"0_W"}, 2, 10);
    return report;
  }

  private static Persistable step(int iteration, double score) {
    SbeStatsReport report = new SbeStatsReport();
    report.reportIDs("linearProbe", StatsListener.TYPE_ID, "rate-0.1", iteration);
    report.reportIterationCount(iteration);
    report.reportScore(score);
    return report;
  }

  private List<String> read() throws IOException {
    return ProbeReports.read(file()).stream().map(report -> report instanceof SbeStatsReport step
        ? step.getIterationCount() + "=" + step.getScore()
        : ((SbeStatsInitializationReport) report).getModelClassName().replaceAll(".*\\.", "")).toList();
  }

  @Test
  void reportsAreReadWhileTheFileIsOpen() throws IOException {
    try (ProbeReports reports = ProbeReports.create(file())) {
      assertEquals(List.of(), read());
      reports.putStaticInfo(model());
      reports.putUpdate(List.of(step(1, 0.5), step(2, 0.25)));
      assertEquals(List.of("MultiLayerNetwork", "1=0.5", "2=0.25"), read());
    }
  }

  @Test
  void anIncompleteOrDamagedLastReportIsIgnored() throws IOException {
    try (ProbeReports reports = ProbeReports.create(file())) {
      reports.putStaticInfo(model());
      reports.putUpdate(step(1, 0.5));
    }
    byte[] whole = Files.readAllBytes(file());
    for (int cut : new int[] {1, 30}) {
      Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
      assertEquals(List.of("MultiLayerNetwork"), read());
    }
    whole[whole.length - 10]++;
    Files.write(file(), whole);
    assertEquals(List.of("MultiLayerNetwork"), read());
  }

  @Test
  void creatingTheFileReplacesAnExistingOne() throws IOException {
    ProbeReports.create(file()).close();
    try (ProbeReports reports = ProbeReports.create(file())) {
      reports.putStaticInfo(model());
    }
    ProbeReports.create(file()).close();
    assertEquals(List.of(), read());
  }
}
