package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.UiConfig;

/** Requests for the report of a sweep and for the files of its trials, to which the report links. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileRoutesTest {
  /** Content of a file that must not be served. */
  private static final String SECRET = "secret content";

  private UiServer server;
  private Client client;
  private String sweep;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    RunFixture files = new RunFixture(directory.resolve("runs/sweep")).write("sweep.jsonl", """
        {"event":"sweep","version":1,"objective":"pretrain.val.loss","direction":"minimize","repeat":1,\
        "settings":{"sweep.generator":"random"}}
        {"event":"started","candidate":1,"repetition":1,"parameters":{"model.patch":"4"}}
        {"event":"finished","candidate":1,"repetition":1,"objective":0.5,"seconds":1.5}
        """);
    RunFixture.in(files.path().resolve("trials/0001")).write("report.html", "a report")
        .write("checkpoints/resume.json", SECRET);
    files.write("trials/0002/report.html", SECRET);
    RunFixture outside = RunFixture.in(directory.resolve("outside")).write("report.html", SECRET);
    Files.createSymbolicLink(files.path().resolve("trials/0003"), outside.path());
    RunFixture.in(files.path().resolve("other/0001")).write("report.html", SECRET);
    server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory.resolve("runs")));
    client = Client.of(server.address());
    JsonNode listed = client.get("/mae4j/api/runs").json();
    sweep = "/mae4j/api/sweeps/" + listed.at("/sweeps/0/id").asText();
    assertEquals(1, listed.get("runs").size());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theReportOfASweepMayRunNoOtherScripts() {
    Client.Answer report = client.get(sweep + "/report");
    assertEquals(200, report.status());
    assertEquals("text/html; charset=utf-8", report.headers().get("content-type"));
    assertEquals(FileRoutes.REPORT_POLICY, report.headers().get("content-security-policy"));
    assertTrue(report.text().contains("trials/0001/"), report.text());
    assertEquals(404, client.get("/mae4j/api/sweeps/none/report").status());
  }

  @Test
  void filesOfTrialsAreServed() {
    Client.Answer report = client.get(sweep + "/trials/0001/report.html");
    assertEquals(200, report.status());
    assertEquals("a report", report.text());
    assertEquals(FileRoutes.REPORT_POLICY, report.headers().get("content-security-policy"));
    assertEquals(200, client.get(sweep + "/trials/0001/config.conf").status());
  }

  /** A folder that is no run, a link to a run, a run that is no trial, and what is no file of a run. */
  @ParameterizedTest
  @ValueSource(strings = {"trials/0002/report.html", "trials/0003/report.html", "trials/0003/config.conf",
      "other/0001/report.html", "trials/0009/report.html", "trials/0001/checkpoints", "trials/0001/absent.csv",
      "trials/0001/checkpoints/resume.json", "trials/0001/checkpoints%2Fresume.json"})
  void otherFilesAreNotServed(String path) {
    Client.Answer answer = client.get(sweep + "/" + path);
    assertEquals(404, answer.status());
    assertFalse(answer.text().contains(SECRET), answer.text());
  }
}
