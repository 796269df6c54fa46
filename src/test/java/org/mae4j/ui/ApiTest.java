package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.UiConfig;

class ApiTest {
  private static final String API = "/mae4j/api";
  private static final String SHEET = "figures/reconstructions-epoch-0002.png";

  @TempDir
  private Path directory;
  private RunFixture files;
  private UiServer server;
  private Client client;
  private String run;

  @BeforeEach
  void start() {
    files = RunFixture.in(directory.resolve("<b>run"));
    start(directory);
  }

  private void start(Path root) {
    server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(root));
    client = Client.of(server.address());
    run = API + "/runs/" + get(API + "/runs").at("/runs/0/id").asText();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void runsAreListed() {
    JsonNode listed = get(API + "/runs").at("/runs/0");
    assertEquals("<b>run", listed.get("name").asText());
    assertEquals("interrupted", listed.get("state").asText());
    assertEquals("pretrain", listed.get("stage").asText());
    assertEquals("pretrain", listed.at("/stages/0").asText());
    assertEquals(0, listed.get("done").asInt());
    assertEquals("", listed.get("sweep").asText());
    assertEquals(0, listed.get("trial").asInt());
    assertEquals(files.path().toString(), listed.get("path").asText());
    assertTrue(listed.get("updated").asLong() > 0);
    assertEquals(0, get(API + "/runs").get("sweeps").size());
  }

  @Test
  void metricsOfEvaluationsAreListed() {
    JsonNode evaluations = get(API + "/evaluations");
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
    Client.Answer answer = client.get(API + "/runs");
    assertEquals("application/json; charset=utf-8", answer.headers().get("content-type"));
    assertFalse(run.contains("<"), run);
  }

  @Test
  void curvesAreSentIncrementally() {
    files.append("metrics.csv", "1,0.5,pretrain.train.loss,0.5\n");
    JsonNode first = get(run + "/curves");
    assertFalse(first.get("reset").asBoolean());
    assertEquals("[[16,0.5]]", first.at("/series/pretrain.train.loss").toString());
    files.append("metrics.csv", "2,1.0,pretrain.train.loss,0.25\n");
    JsonNode second = get(run + "/curves?token=" + first.get("token").asText());
    assertEquals("{\"pretrain.train.loss\":[[32,0.25]]}", second.get("series").toString());
    JsonNode unknown = get(run + "/curves?token=%3Cb%3E");
    assertTrue(unknown.get("reset").asBoolean());
    assertEquals(2, unknown.at("/series/pretrain.train.loss").size());
  }

  @Test
  void settingsAreText() {
    assertEquals("{\"name\":\"a run\",\"pretrain.batch.size\":\"16\",\"ratio\":\"0.75\"}",
        values().get("settings").toString());
  }

  @Test
  void settingsContainNothingFromOtherFilesOrTheEnvironment() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.conf"), "secret = known");
    files.write("config.conf", "include \"" + secret + "\"\ninclude file(\"" + secret + "\")\n"
        + "include url(\"" + secret.toUri() + "\")\ninclude classpath(\"org/mae4j/config/load/defaults.conf\")\n"
        + "include required(file(\"" + secret + "\"))\nname = x\n");
    assertEquals("{\"name\":\"x\"}", values().get("settings").toString());
    files.write("config.conf", "name = ${PATH}\n");
    assertEquals("{}", get(API + "/values").toString());
  }

  @Test
  void malformedFilesAreNotFound() throws IOException {
    files.append("metrics.csv", "1,0.5,pretrain.train.loss,0.5\n").write("config.conf", "name = x");
    Files.delete(files.path().resolve("resume.json"));
    stop();
    start(directory);
    assertEquals("the settings of the run: pretrain.batch.size must be a number, is missing",
        client.get(run + "/curves").json().get("error").asText());
    files.append("metrics.csv", "nonsense\n").write("results.json", "[]");
    for (String path : List.of("/curves", "/figures", "/overview")) {
      assertEquals(404, client.get(run + path).status(), path);
    }
  }

  @Test
  void resultsAreFlattened() {
    assertEquals("{}", values().get("figures").toString());
    files.write("results.json", """
        {"knn": {"test": {"accuracy": 0.5, "confusion": [[1, 2], [3, 4]]}, "neighbours": 20, "note": "<i>"}}""");
    assertEquals("{\"knn.neighbours\":20,\"knn.note\":\"<i>\",\"knn.test.accuracy\":0.5}",
        values().get("figures").toString());
  }

  @Test
  void stagesWithOtherSettingsAreNamed() {
    assertEquals("{}", values().get("stages").toString());
    files.write("results.json", "{\"settings\": {\"probe\": {\"data\": {\"trainLimit\": \"9\"}, \"seed\": \"2\"}}}");
    assertEquals("{\"probe\":{\"note\":\"with data.trainLimit=9, seed=2 (stage probe)\","
        + "\"settings\":{\"data.trainLimit\":\"9\",\"seed\":\"2\"}}}", values().get("stages").toString());
    assertEquals("[\"[1] with data.trainLimit=9, seed=2 (stage probe)\"]",
        get(run + "/overview").get("notes").toString());
  }

  @Test
  void confusionMatricesHaveClassNames() {
    files.write("results.json", """
        {"knn": {"test": {"accuracy": 0.5, "confusion": [[1, 2], [3, 4]]}}, "classNames": ["<cat>", "dog"]}""");
    assertEquals("[{\"classifier\":\"knn\",\"split\":\"test\",\"classNames\":[\"<cat>\",\"dog\"],"
        + "\"counts\":[[1,2],[3,4]]}]", get(run + "/figures").get("confusions").toString());
  }

  @Test
  void onlyListedPicturesAreServed() throws IOException {
    byte[] png = "a picture".getBytes(StandardCharsets.UTF_8);
    files.append("metrics.csv", "1,0.5,pretrain.train.loss,0.5\n").write(SHEET, "a picture").write("figures/a.png", "b")
        .write("figures/my picture.png", "c").write("figures/notes.txt", "d");
    Files.createSymbolicLink(files.path().resolve("figures/link.png"), files.path().resolve("config.conf"));
    JsonNode figures = get(run + "/figures");
    assertEquals(1, figures.get("reconstructions").size());
    JsonNode sheet = figures.at("/reconstructions/0");
    assertEquals("pretrain", sheet.get("stage").asText());
    assertEquals(2, sheet.get("epoch").asInt());
    assertEquals(64, sheet.get("images").asInt(), "two epochs of two batches of 16");
    Client.Answer served = client.get(API + "/" + sheet.get("url").asText());
    assertEquals(200, served.status());
    assertEquals("image/png", served.headers().get("content-type"));
    assertArrayEquals(png, served.body());
    List<String> names = new ArrayList<>();
    figures.get("pictures").forEach(picture -> names.add(picture.get("name").asText()));
    assertEquals(List.of("a.png"), names);
    assertEquals(200, client.get(API + "/" + figures.at("/pictures/0/url").asText()).status());
    for (String other : List.of("link.png", "my picture.png", "notes.txt", "absent.png", "config.conf")) {
      assertEquals(404, client.get(run + "/figures/" + other.replace(" ", "+")).status(), other);
    }
  }

  @Test
  void aLinkedFolderOfPicturesIsIgnored() throws IOException {
    new RunFixture(directory.resolve("outside")).write("secret.png", "secret");
    Files.createSymbolicLink(files.path().resolve("figures"), directory.resolve("outside"));
    assertEquals(0, get(run + "/figures").get("pictures").size());
    assertEquals(404, client.get(run + "/figures/secret.png").status());
  }

  @Test
  void missingDataIsReportedAsJson() {
    for (String path : List.of("/runs/none/curves", "/runs/none/overview", "/runs/none/files/config.conf",
        "/runs/none/figures",
        "/runs/none/figures/a.png", "/sweeps/none", "/none", "/runs/" + "a".repeat(500) + "/overview")) {
      Client.Answer answer = client.get(API + path);
      assertEquals(404, answer.status(), path);
      assertFalse(answer.json().get("error").asText().isEmpty(), path);
    }
  }

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
    stop();
    start(sweep);
    JsonNode list = get(API + "/runs");
    JsonNode ranking = get(API + "/sweeps/" + list.at("/sweeps/0/id").asText());
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
    stop();
    start(sweep);
    JsonNode ranking = get(API + "/sweeps/" + get(API + "/runs").at("/sweeps/0/id").asText());
    assertEquals("[{\"key\":\"pretrain.val.loss\",\"direction\":\"minimize\"},"
        + "{\"key\":\"cost.flops\",\"direction\":\"minimize\"}]", ranking.get("objectives").toString());
    assertEquals(List.of("2 [0.25,8.0] 1", "1 [0.5,9.0] 2", "3 [] 0"),
        StreamSupport.stream(ranking.get("trials").spliterator(), false).map(trial -> trial.get("trial") + " "
            + trial.get("objectives") + " " + trial.get("front")).toList());
  }

  /** Returns the settings and metrics of the run. */
  private JsonNode values() {
    return get(API + "/values").get(run.substring(run.lastIndexOf('/') + 1));
  }

  private JsonNode get(String path) {
    Client.Answer answer = client.get(path);
    assertEquals(200, answer.status(), path + ": " + answer.text());
    return answer.json();
  }
}
