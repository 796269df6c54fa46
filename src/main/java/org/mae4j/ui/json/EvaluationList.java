package org.mae4j.ui.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.mae4j.base.EnumNames;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.setting.WithoutEffect;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.result.ResultMetric;

/** The stages that train and the metrics that stages report, as JSON. */
public final class EvaluationList {
  private EvaluationList() {}

  public static JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode trainings = json.putArray("trainings");
    Stages.all().stream().filter(stage -> stage.training().isPresent())
        .forEach(stage -> describe(stage, trainings.addObject()));
    ArrayNode metrics = json.putArray("figures");
    Map<String, String> stages = Stages.byGroup();
    Stages.metrics().forEach(metric -> describe(metric, stages.get(metric.group().key()), metrics.addObject()));
    KnownKeys.of(ExperimentConfig.class).annotated(WithoutEffect.class).stream().sorted()
        .forEach(json.putArray("withoutEffect")::add);
    return json;
  }

  private static void describe(Stage stage, ObjectNode json) {
    json.put("stage", stage.name()).put("title", stage.title());
  }

  private static void describe(ResultMetric metric, String stage, ObjectNode json) {
    json.put("group", metric.group().key()).put("subject", metric.group().label()).put("name", metric.name())
        .put("label", metric.fullLabel()).put("unit", EnumNames.of(metric.unit()))
        .put("direction", EnumNames.of(metric.direction())).put("compared", metric.compared())
        .put("stage", stage);
  }
}
