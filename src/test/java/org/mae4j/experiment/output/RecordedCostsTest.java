package org.mae4j.experiment.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;

class RecordedCostsTest {
  private static final RecordedCommand RUN = command(180, 0, "pretrain", "finetune");
  private static final RecordedCommand PROBE = command(20, 160, "probe");
  private static final RecordedCommand FINETUNE = command(20, 160, "finetune");

  private static RecordedCommand command(int train, int unlabeled, String... stages) {
    Map<String, String> values = new HashMap<>(
        Map.of("imageCounts.train", Integer.toString(train), "imageCounts.unlabeled", Integer.toString(unlabeled)));
    List.of(stages).forEach(stage -> values.put("stages." + stage + ".seconds", "1"));
    return new RecordedCommand(values);
  }

  private static Map<String, NavigableMap<Long, Double>> costs(RecordedCommand... commands) {
    return RecordedCosts.of(SmallExperiment.config(), Results.empty(), List.of(commands));
  }

  @Test
  void eachStageHasTheImagesOfTheLastCommandThatRanIt() {
    assertEquals(costs(RUN).get("finetune"), costs(RUN, PROBE).get("finetune"));
    assertEquals(costs(FINETUNE).get("finetune"), costs(RUN, FINETUNE).get("finetune"));
    assertNotEquals(costs(RUN).get("finetune"), costs(FINETUNE).get("finetune"));
    assertEquals(costs(RUN).get("pretrain"), costs(RUN, FINETUNE).get("pretrain"));
  }

  @Test
  void aStageThatRunsHasTheImagesOfTheLastCommand() {
    assertEquals(costs(FINETUNE).get("finetune"), costs(command(180, 0, "pretrain"), PROBE).get("finetune"));
  }
}
