package org.mae4j.sweep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.space.SweepTexts;

/** Tests the first trials of a sweep, whose parameters the file gives. */
class EnqueuedTrialsTest {
  @TempDir
  private Path directory;
  private SweepTexts texts;

  @BeforeEach
  void texts() {
    texts = new SweepTexts(directory);
  }

  @Test
  void readsParametersOfFirstTrials() throws IOException {
    SweepPlan plan = texts.load("""
        model.maskRatio = 0.6
        sweep {
          generator = tpe
          stop.trials = 3
          enqueue = [{}, { finetune { layerDecay = 0.8, mixup = 0.3 } }, { model.maskRatio = 0.4 }]
          parameters {
            model.maskRatio = { uniform = [0.5, 0.75] }
            finetune.layerDecay = { choice = [0.75, 0.8] }
            finetune.mixup = { uniform = [0.1, 0.8], when { finetune.layerDecay = [0.8] } }
          }
        }
        """);
    assertEquals(List.of(Map.of("model.maskRatio", "0.6", "finetune.layerDecay", "0.75"),
        Map.of("model.maskRatio", "0.6", "finetune.layerDecay", "0.8", "finetune.mixup", "0.3"),
        Map.of("model.maskRatio", "0.4", "finetune.layerDecay", "0.75")), plan.enqueued());
  }

  @Test
  void ownSettingsAreTrialOneByDefault() throws IOException {
    String space = """
        finetune.optimizer.clipNorm = 2
        sweep.stop.trials = 3
        sweep.parameters {
          model.maskRatio = { choice = [0.5, 0.6] }
          finetune.optimizer.clipNorm = { integer = [1, 3] }
        }
        sweep.generator =\s""";
    Map<String, String> own = Map.of("model.maskRatio", "0.75", "finetune.optimizer.clipNorm", "2");
    for (String generator : List.of("random", "genetic", "tpe", "gp")) {
      SweepPlan plan = texts.load(space + generator);
      assertEquals(List.of(own), plan.enqueued());
      assertEquals(7, plan.size(), "they lie outside of the space");
      assertEquals(List.of(), texts.load(space + generator, "sweep.enqueue=[]").enqueued());
    }
    assertEquals(List.of(), texts.load(space + "grid").enqueued(), "a grid is complete");
    assertEquals(List.of(own), texts.load(space + "grid", "sweep.enqueue=[{}]").enqueued());
  }

  @Test
  void rejectsParametersOfFirstTrials() throws IOException {
    String sweep = "\nsweep { parameters.model.maskRatio = { choice = [0.5, 0.75] } }\nsweep.enqueue = ";
    texts.assertProblems("seed = 1" + sweep + "[{ seed = 2 }, { model.maskRatio = 1.5 }, 3]",
        "x.conf:3: sweep.enqueue: seed is not searched; remove it, or add it to sweep.parameters",
        "x.conf:3: sweep.enqueue: model.maskRatio must lie in [0, 1), is 1.5",
        "x.conf:3: sweep.enqueue: must be a list of groups of keys, has 3");
    texts.assertProblems("seed = 1" + sweep + "none",
        "x.conf:3: sweep.enqueue: must be a list of groups of keys, is 'none'");
    texts.assertProblems("seed = 1" + sweep + "[{ model.maskRatoi = 0.5 }]",
        "x.conf:3: sweep.enqueue: model.maskRatoi: unknown key, did you mean 'model.maskRatio'?");
  }
}
