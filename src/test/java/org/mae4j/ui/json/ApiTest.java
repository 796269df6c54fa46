package org.mae4j.ui.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.json.ServedRuns.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.ui.Client;
import org.mae4j.ui.RunFixture;

/** Tests the data of runs that the pages request. */
class ApiTest {
  @TempDir
  private Path directory;
  private RunFixture files;
  private ServedRuns pages;
  private String run;

  @BeforeEach
  void start() {
    files = RunFixture.in(directory.resolve("<b>run"));
    pages = ServedRuns.below(directory);
    run = pages.run();
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void runsAreListed() {
    JsonNode listed = pages.get(API + "/runs").at("/runs/0");
    assertEquals("<b>run", listed.get("name").asText());
    assertEquals("interrupted", listed.get("state").asText());
    assertEquals("pretrain", listed.get("stage").asText());
    assertEquals("pretrain", listed.at("/stages/0").asText());
    assertEquals(0, listed.get("done").asInt());
    assertEquals("", listed.get("sweep").asText());
    assertEquals(0, listed.get("trial").asInt());
    assertEquals(files.path().toString(), listed.get("path").asText());
    assertTrue(listed.get("updated").asLong() > 0);
    assertEquals(0, pages.get(API + "/runs").get("sweeps").size());
  }

  @Test
  void metricsOfEvaluationsAreListed() {
    JsonNode evaluations = pages.get(API + "/evaluations");
    assertEquals("[{\"stage\":\"pretrain\",\"title\":\"pre-training\"},"
        + "{\"stage\":\"finetune\",\"title\":\"fine-tuning\"},"
        + "{\"stage\":\"scratch\",\"title\":\"training from scratch\"}]", evaluations.get("trainings").toString());
    assertEquals("{\"group\":\"pretrain\",\"subject\":\"\",\"name\":\"maskedMse\",\"label\":\"masked MSE\","
        + "\"unit\":\"squared-error\",\"direction\":\"minimize\",\"compared\":true,\"stage\":\"evaluate\"}",
        StreamSupport.stream(evaluations.get("figures").spliterator(), false)
            .filter(metric -> metric.get("group").asText().equals("pretrain")).findFirst().orElseThrow().toString());
    assertTrue(evaluations.get("withoutEffect").toString().contains("\"ui.port\""), "no reason of a difference");
  }

  @Test
  void namesWithMarkupAreSentAsJson() {
    Client.Answer answer = pages.client().get(API + "/runs");
    assertEquals("application/json; charset=utf-8", answer.headers().get("content-type"));
    assertFalse(run.contains("<"), run);
  }

  @Test
  void curvesAreSentIncrementally() {
    files.append("metrics.csv", "1,0.5,pretrain.train.loss,0.5\n");
    JsonNode first = pages.get(run + "/curves");
    assertFalse(first.get("reset").asBoolean());
    assertEquals("[[16,0.5]]", first.at("/series/pretrain.train.loss").toString());
    files.append("metrics.csv", "2,1.0,pretrain.train.loss,0.25\n");
    JsonNode second = pages.get(run + "/curves?token=" + first.get("token").asText());
    assertEquals("{\"pretrain.train.loss\":[[32,0.25]]}", second.get("series").toString());
    JsonNode unknown = pages.get(run + "/curves?token=%3Cb%3E");
    assertTrue(unknown.get("reset").asBoolean());
    assertEquals(2, unknown.at("/series/pretrain.train.loss").size());
  }

  @Test
  void settingsAreText() {
    assertEquals("{\"name\":\"a run\",\"pretrain.batch.size\":\"16\",\"ratio\":\"0.75\"}",
        pages.values().get("settings").toString());
  }

  @Test
  void settingsContainNothingFromOtherFilesOrTheEnvironment() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.conf"), "secret = known");
    files.write("config.conf", "include \"" + secret + "\"\ninclude file(\"" + secret + "\")\n"
        + "include url(\"" + secret.toUri() + "\")\ninclude classpath(\"org/mae4j/config/load/defaults.conf\")\n"
        + "include required(file(\"" + secret + "\"))\nname = x\n");
    assertEquals("{\"name\":\"x\"}", pages.values().get("settings").toString());
    files.write("config.conf", "name = ${PATH}\n");
    assertEquals("{}", pages.get(API + "/values").toString());
  }

  @Test
  void malformedFilesAreNotFound() throws IOException {
    files.append("metrics.csv", "1,0.5,pretrain.train.loss,0.5\n").write("config.conf", "name = x");
    Files.delete(files.path().resolve("resume.json"));
    pages.close();
    pages = ServedRuns.below(directory);
    assertEquals("the settings of the run: pretrain.batch.size must be a number, is missing",
        pages.client().get(run + "/curves").json().get("error").asText());
    files.append("metrics.csv", "nonsense\n").write("results.json", "[]");
    for (String path : List.of("/curves", "/figures", "/overview")) {
      assertEquals(404, pages.client().get(run + path).status(), path);
    }
  }

  @Test
  void resultsAreFlattened() {
    assertEquals("{}", pages.values().get("figures").toString());
    files.write("results.json", """
        {"knn": {"test": {"accuracy": 0.5, "confusion": [[1, 2], [3, 4]]}, "neighbours": 20, "note": "<i>"}}""");
    assertEquals("{\"knn.neighbours\":20,\"knn.note\":\"<i>\",\"knn.test.accuracy\":0.5}",
        pages.values().get("figures").toString());
  }

  @Test
  void stagesWithOtherSettingsAreNamed() {
    assertEquals("{}", pages.values().get("stages").toString());
    files.write("results.json", "{\"settings\": {\"probe\": {\"data\": {\"trainLimit\": \"9\"}, \"seed\": \"2\"}}}");
    assertEquals("{\"probe\":{\"note\":\"with data.trainLimit=9, seed=2 (stage probe)\","
        + "\"settings\":{\"data.trainLimit\":\"9\",\"seed\":\"2\"}}}", pages.values().get("stages").toString());
    assertEquals("[\"[1] with data.trainLimit=9, seed=2 (stage probe)\"]",
        pages.get(run + "/overview").get("notes").toString());
  }

  @Test
  void missingDataIsReportedAsJson() {
    for (String path : List.of("/runs/none/curves", "/runs/none/overview", "/runs/none/files/config.conf",
        "/runs/none/figures",
        "/runs/none/figures/a.png", "/sweeps/none", "/none", "/runs/" + "a".repeat(500) + "/overview")) {
      Client.Answer answer = pages.client().get(API + path);
      assertEquals(404, answer.status(), path);
      assertFalse(answer.json().get("error").asText().isEmpty(), path);
    }
  }
}
