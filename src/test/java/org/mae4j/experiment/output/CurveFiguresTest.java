package org.mae4j.experiment.output;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.MetricsLog.MetricRow;
import org.mae4j.testing.Logs;

class CurveFiguresTest {
  @TempDir
  Path directory;

  private RunDirectory run;
  private CurveFigures curves;

  @BeforeEach
  void createRun() throws IOException {
    run = RunDirectory.create(directory.resolve("run"));
    Files.createDirectories(run.figures());
    curves = new CurveFigures(run);
  }

  @Test
  void drawsChangedChartsOnly() throws IOException {
    log("pretrain.train.epochLoss", 1);
    curves.draw();
    Files.delete(figure("curves-pretrain.png"));
    log("finetune.train.epochLoss", 1);
    curves.draw();
    assertFalse(Files.exists(figure("curves-pretrain.png")));
    assertTrue(Files.exists(figure("curves-classifier-loss.png")));
    log("pretrain.train.epochLoss", 2);
    curves.draw();
    assertTrue(Files.exists(figure("curves-pretrain.png")));
  }

  @Test
  void drawsNoChartWithoutData() throws IOException {
    log("other", 1);
    curves.draw();
    try (var files = Files.list(run.figures())) {
      assertTrue(files.findAny().isEmpty());
    }
  }

  private void log(String metric, int epoch) throws IOException {
    try (MetricsLog log = Logs.metrics(run.metrics())) {
      log.append(new MetricRow(epoch, epoch, metric, 1.0 / epoch));
    }
    Logs.system(run.system()).close();
  }

  private Path figure(String name) {
    return run.figures().resolve(name);
  }
}
