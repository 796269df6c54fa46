package org.mae4j.experiment.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.experiment.Checkpoints;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.record.log.LayerLog.Row;

class LayersBeforeTest {
  private static final List<String> STAGES =
      List.of(Evaluations.PRETRAIN.name(), Evaluations.FINETUNE.name());

  @TempDir Path path;

  private static Row row(String stage, long step) {
    return new Row(stage, step, "bias", Quantity.PARAMETER, Distribution.of(new float[] {1}));
  }

  private static List<Row> kept(RunDirectory directory, int done, ExperimentConfig config, Row... rows) {
    ResumePlan agenda = new ResumePlan(ConfigRenderer.values(config), STAGES, done, "pretrain-best.safetensors", Map.of());
    return Stream.of(rows).filter(new LayersBefore(TrainingCheckpoint.remaining(directory, agenda))).toList();
  }

  @Test
  void whatStandsBeforeTheCheckpointIsKept() throws IOException {
    ExperimentConfig config = SmallExperiment.config();
    RunDirectory directory = RunDirectory.create(path.resolve("run"));
    Row[] rows = {row("pretrain", 4), row("pretrain", 8), row("pretrain", 9), row("finetune", 4), row("scratch", 4)};
    assertEquals(List.of(rows[4]), kept(directory, 0, config, rows));
    assertEquals(List.of(rows[0], rows[1], rows[2], rows[4]), kept(directory, 1, config, rows));
    Checkpoints.afterStep8(directory, config);
    assertEquals(List.of(rows[0], rows[1], rows[4]), kept(directory, 0, config, rows));
  }
}
