package org.mae4j.ui.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.json.ServedRuns.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.ui.Client;
import org.mae4j.ui.RunFixture;

/** Tests what the pages tell about a single run. */
class OverviewTest {
  @TempDir
  private Path directory;
  private RunFixture files;
  private ServedRuns pages;
  private String run;

  @BeforeEach
  void start() {
    files = RunFixture.in(directory.resolve("run")).write("resume.json", """
        {"version": 1, "stages": ["pretrain", "finetune"], "done": 0, "autoencoder": "a", "data": {},
         "settings": {"pretrain.batch.size": "16", "pretrain.epochs": "4", "model.patch": "4", "seed": "7"}}""")
        .write("provenance.json", """
            [{"started": "2026-11-01T10:00:00Z", "ended": "2026-11-01T10:01:30Z", "commandLine": ["run", "<b>.conf"]},
             {"started": "2026-11-02T10:00:00Z", "ended": "2026-11-02T10:00:30Z", "commandLine": ["resume"]}]""");
    pages = ServedRuns.below(directory);
    run = pages.run();
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void theProgressOfTheStageHasEpochShareAndTimeLeft() {
    assertTrue(overview().get("progress") == null, "nothing was logged");
    files.append("metrics.csv", "3,1.5,pretrain.train.loss,0.5\n")
        .append("system.csv", "5.0,pretrain,3,48,10.0,900.0,300.0,0.25\n");
    // One and a half of four epochs of 32 images; 80 images are left at 10 images per second.
    assertEquals("{\"stage\":\"pretrain\",\"epoch\":1.5,\"epochs\":4,\"share\":0.375,\"secondsLeft\":8.0}",
        overview().get("progress").toString());
  }

  @Test
  void settingsThatDifferFromTheDefaultsAreMarked() {
    JsonNode settings = overview().get("settings");
    assertEquals("{\"key\":\"model.patch\",\"value\":\"4\"}", settings.get(0).toString());
    assertEquals("{\"key\":\"seed\",\"value\":\"7\",\"default\":\"1\"}", settings.get(3).toString());
  }

  @Test
  void commandsAndTheEndOfTheLogAreShown() {
    files.write("run.log", "first\n" + "x".repeat(20_000) + "\nlast\n");
    assertEquals("run <b>.conf", overview().at("/commands/0/commandLine").asText());
    assertEquals("last\n", overview().get("log").asText());
    JsonNode listed = pages.get(API + "/runs").at("/runs/0");
    assertEquals(120, listed.get("seconds").asLong());
    assertEquals(1793527200000L, listed.get("started").asLong());
  }

  /** The provenance of a trial has the start of the command that ran the sweep. */
  @Test
  void aTrialStartsWhenItsDirectoryIsMade() throws IOException {
    new RunFixture(directory.resolve("sweep")).write("sweep.jsonl", "");
    RunFixture trial = RunFixture.in(directory.resolve("sweep/trials/0001")).write("provenance.json", """
        [{"started": "2026-11-01T10:00:00Z", "ended": "2026-11-01T10:10:00Z", "commandLine": ["sweep"]}]""");
    Files.setLastModifiedTime(trial.path().resolve("config.conf"),
        FileTime.from(Instant.parse("2026-11-01T10:09:00Z")));
    try (ServedRuns trials = ServedRuns.below(directory.resolve("sweep"))) {
      assertEquals(60, trials.get(API + "/runs").at("/runs/0/seconds").asLong());
    }
  }

  @Test
  void onlyListedFilesAreServed() throws IOException {
    files.write("report.html", "<p>a report").write("checkpoints/a.safetensors", "a").write(".hidden.csv", "b")
        .write("tool.js", "c");
    Files.createSymbolicLink(files.path().resolve("link.csv"), files.path().resolve("config.conf"));
    List<String> names = new ArrayList<>();
    overview().get("files").forEach(file -> names.add(file.get("name").asText()));
    assertEquals(List.of("config.conf", "metrics.csv", "provenance.json", "report.html", "resume.json", "system.csv"),
        names);
    Client.Answer report = pages.client().get(API + "/" + overview().at("/files/3/url").asText());
    assertEquals("<p>a report", report.text());
    assertTrue(report.headers().get("content-security-policy").startsWith("default-src 'none'; "));
    assertEquals("text/plain; charset=utf-8",
        pages.client().get(run + "/files/config.conf").headers().get("content-type"));
    for (String other : List.of("link.csv", "tool.js", "absent.csv", "checkpoints", "figures")) {
      assertEquals(404, pages.client().get(run + "/files/" + other).status(), other);
    }
  }

  @Test
  void valuesOfAllRunsAreSentOnce() {
    files.write("results.json", "{\"knn\": {\"test\": {\"accuracy\": 0.5}}}");
    JsonNode all = pages.get(API + "/values");
    JsonNode values = pages.values();
    assertEquals("0.75", values.at("/settings/ratio").asText());
    assertEquals(0.5, values.at("/figures/knn.test.accuracy").asDouble());
    assertEquals("{}",
        pages.get(API + "/values?since=" + Long.toString(System.currentTimeMillis() + 60_000)).toString());
    assertFalse(all.toString().contains("commandLine"));
  }

  private JsonNode overview() {
    return pages.get(run + "/overview");
  }
}
