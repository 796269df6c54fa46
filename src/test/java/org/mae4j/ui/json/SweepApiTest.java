package org.mae4j.ui.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.json.ServedRuns.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.ui.RunFixture;

/** Tests the ranking of a sweep that the pages request. */
class SweepApiTest {
  @TempDir
  private Path directory;

  @Test
  void aSweepIsRanked() {
    Path sweep = directory.resolve("sweep");
    new RunFixture(sweep).write("sweep.jsonl", """
        {"event":"sweep","version":1,"objective":"pretrain.val.loss","direction":"minimize","repeat":1,"settings":{}}
        {"event":"started","candidate":1,"repetition":1,"parameters":{"model.patch":"4"}}
        {"event":"finished","candidate":1,"repetition":1,"objective":0.5,"seconds":1.5}
        {"event":"started","candidate":2,"repetition":1,"parameters":{"model.patch":"8"}}
        {"event":"finished","candidate":2,"repetition":1,"objective":0.25,"seconds":2.5}
        {"event":"invalid","candidate":3,"reason":"<no>","parameters":{"model.patch":"7"}}
        """);
    RunFixture.in(sweep.resolve("candidates/0002"));
    try (ServedRuns pages = ServedRuns.below(sweep)) {
      JsonNode list = pages.get(API + "/runs");
      JsonNode ranking = pages.get(API + "/sweeps/" + list.at("/sweeps/0/id").asText());
      assertEquals("pretrain.val.loss", ranking.get("objective").asText());
      assertEquals("minimize", ranking.get("direction").asText());
      assertEquals("[\"model.patch\"]", ranking.get("parameters").toString());
      JsonNode best = ranking.at("/trials/0");
      assertEquals("{\"trial\":2,\"rank\":1,\"state\":\"finished\",\"objective\":0.25,\"confidence\":null,"
          + "\"deviation\":null,\"seconds\":2.5,\"note\":\"\",\"parameters\":{\"model.patch\":\"8\"},\"runs\":[\""
          + list.at("/runs/0/id").asText() + "\"]}", best.toString());
      assertEquals(0, ranking.at("/trials/1/runs").size());
      JsonNode invalid = ranking.at("/trials/2");
      assertEquals(0, invalid.get("rank").asInt());
      assertTrue(invalid.get("objective").isNull());
      assertEquals("<no>", invalid.get("note").asText());
    }
  }

  @Test
  void aSweepForSeveralObjectivesHasFronts() {
    Path sweep = directory.resolve("sweep");
    new RunFixture(sweep).write("sweep.jsonl", """
        {"event":"sweep","version":1,"objective":"pretrain.val.loss","direction":"minimize","repeat":1,"settings":{},\
        "others":[{"key":"cost.flops","direction":"minimize"}]}
        {"event":"started","candidate":1,"repetition":1,"parameters":{"model.patch":"4"}}
        {"event":"finished","candidate":1,"repetition":1,"objective":0.5,"seconds":1.5,"others":[9.0]}
        {"event":"started","candidate":2,"repetition":1,"parameters":{"model.patch":"8"}}
        {"event":"finished","candidate":2,"repetition":1,"objective":0.25,"seconds":2.5,"others":[8.0]}
        {"event":"started","candidate":3,"repetition":1,"parameters":{"model.patch":"2"}}
        """);
    try (ServedRuns pages = ServedRuns.below(sweep)) {
      JsonNode ranking = pages.get(API + "/sweeps/" + pages.get(API + "/runs").at("/sweeps/0/id").asText());
      assertEquals("[{\"key\":\"pretrain.val.loss\",\"direction\":\"minimize\"},"
          + "{\"key\":\"cost.flops\",\"direction\":\"minimize\"}]", ranking.get("objectives").toString());
      assertEquals(List.of("2 [0.25,8.0] 1", "1 [0.5,9.0] 2", "3 [] 0"),
          StreamSupport.stream(ranking.get("trials").spliterator(), false).map(trial -> trial.get("trial") + " "
              + trial.get("objectives") + " " + trial.get("front")).toList());
    }
  }
}
