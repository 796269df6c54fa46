package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFilterTest {
  /** Content of a file that must not be served. */
  private static final String SECRET = "secret content";

  private UiServer server;
  private Client client;
  private String run;

  @BeforeAll
  void start(@TempDir Path directory) {
    RunFixture files = RunFixture.in(directory.resolve("runs/run"));
    files.write("secret.txt", SECRET).write("figures/secret.txt", SECRET);
    new RunFixture(directory).write("secret.png", SECRET).write("secret.css", SECRET);
    server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory.resolve("runs")));
    client = Client.of(server.address());
    run = client.get("/mae4j/api/runs").json().at("/runs/0/id").asText();
    assertTrue(run.matches("run-[0-9a-f]{8}"), run);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"})
  void onlyGetAndHeadAreAllowed(String method) {
    List<String> paths = List.of("/", "/mae4j", "/mae4j/api/runs", "/train/overview", "/remoteReceive", "/tsne/upload",
        "/tsne/post/x", "/samediff", "/activations");
    for (String path : paths) {
      Client.Answer answer = client.send(method, path, "Host: localhost");
      assertEquals(405, answer.status(), path);
      assertEquals("GET, HEAD", answer.headers().get("allow"));
    }
  }

  @Test
  void bodiesAreNotRead() {
    assertEquals(405, client.send("POST", "/mae4j", "Host: localhost", "Content-Length: 1000000").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/remoteReceive", "/tsne/sessions", "/tsne", "/samediff", "/activations", "/tsne/upload"})
  void otherModulesOfDeeplearning4jAreAbsent(String path) {
    assertEquals(404, client.get(path).status());
  }

  @Test
  void headRequestsHaveNoBodyInTheResponse() {
    Client.Answer answer = client.send("HEAD", "/mae4j/api/runs", "Host: localhost");
    assertEquals(200, answer.status());
    assertEquals(0, answer.body().length);
  }

  @Test
  void otherHostNamesAreRejected() {
    assertEquals(403, client.send("GET", "/mae4j/api/runs", "Host: evil.example").status());
    assertEquals(403, client.send("GET", "/mae4j/api/runs").status());
    assertEquals(200, client.send("GET", "/mae4j/api/runs", "Host: 127.0.0.1").status());
  }

  @Test
  void hostNamesOfTheUserAreAllowed() {
    try (UiServer behindProxy = UiServer.start(new UiConfig(true, "127.0.0.1", 0, "pages.example"), List.of())) {
      Client proxy = Client.of(behindProxy.address());
      assertEquals(200, proxy.send("GET", "/mae4j/api/runs", "Host: pages.example").status());
      assertEquals(200, proxy.send("GET", "/mae4j/api/runs", "Host: localhost").status());
      assertEquals(403, proxy.send("GET", "/mae4j/api/runs", "Host: evil.example").status());
    }
  }

  @Test
  void otherSitesMayOnlyLinkToPages() {
    String[] image = {"Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"};
    String[] link = {"Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"};
    assertEquals(403, client.send("GET", "/setlang/de", image).status());
    assertEquals(200, client.send("GET", "/train/overview", link).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/train", "/train/overview", "/train/overview/data", "/mae4j/api/runs", "/nowhere",
      "/mae4j/api/nowhere", "/assets/js/train/train.js", "/assets/%2e%2e", "/train/model/data/x"})
  void everyResponseHasSecurityHeaders(String path) {
    Client.Answer answer = client.get(path);
    assertEquals("nosniff", answer.headers().get("x-content-type-options"), path);
    assertEquals("no-referrer", answer.headers().get("referrer-policy"));
    assertEquals("same-origin", answer.headers().get("cross-origin-resource-policy"));
    String policy = answer.headers().get("content-security-policy");
    assertTrue(policy.startsWith("default-src 'self'; ") && policy.contains("frame-ancestors 'none'"), policy);
    assertEquals(path.equals("/train/overview"), policy.contains("unsafe-inline"), policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../..", "../../..", "../../../..", "%2e%2e", "%2E%2E/%2E%2E", "%2e%2e%2f%2e%2e",
      "..%2f..", "%252e%252e", "%252e%252e%252f", "..%5c..", "..\\..", ".", "./.", "//", "..;", "%00", "%c0%ae%c0%ae",
      "%u002e"})
  void noPathLeavesTheServedDirectories(String up) {
    for (String base : List.of("/", "/mae4j/assets/", "/assets/", "/assets/js/", "/assets/webjars/",
        "/assets/webjars/jquery/3.4.1/", "/mae4j/api/runs/", "/mae4j/api/runs/" + run + "/",
        "/mae4j/api/runs/" + run + "/figures/")) {
      for (String file : List.of("", "/secret.png", "/secret.css", "/secret.txt", "/config.conf", "/etc/passwd")) {
        Client.Answer answer = client.get(base + up + file);
        assertEquals(404, answer.status(), base + up + file);
        assertFalse(answer.text().contains(SECRET), base + up + file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret.txt", "config.conf", "checkpoints", "metrics.csv", "resume.json",
      "results.json"})
  void filesOfARunAreNotServedByPath(String name) {
    for (String base : List.of("/", "/figures/")) {
      assertEquals(404, client.get("/mae4j/api/runs/" + run + base + name).status(), base + name);
    }
  }

  @Test
  void absoluteUrisAreFiltered() {
    assertEquals(404, client.get("http://localhost/../secret.png").status());
    assertEquals(404, client.get("*").status());
  }

  @Test
  void longPathsAreRejected() {
    assertEquals(404, client.get("/" + "a".repeat(2000)).status());
  }
}
