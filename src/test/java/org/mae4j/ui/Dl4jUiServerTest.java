package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.UiConfig;

/** Tests Deeplearning4j's pages without any run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Dl4jUiServerTest {
  private static final Pattern URL = Pattern.compile("url\\(['\"]?([^'\")]+)");

  private UiServer server;
  private Client client;

  @BeforeAll
  void start(@TempDir Path directory) {
    server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory.resolve("nothing")));
    client = Client.of(server.address());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overview", "model", "system"})
  void pagesReferOnlyToFilesOfTheServer(String page) {
    Client.Answer answer = client.get("/train/" + page);
    assertEquals(200, answer.status());
    assertEquals("text/html; charset=utf-8", answer.headers().get("content-type"));
    SortedSet<String> files = references(answer.text());
    assertTrue(files.size() > 12, files.toString());
    for (String file : files) {
      assertTrue(file.startsWith("../") || file.startsWith("mae4j/"), file);
      requireServed(Path.of("/train").resolve(file).normalize().toString());
    }
    String addresses = answer.text() + client.get("/assets/js/train/" + page + ".js").text()
        + client.get("/assets/js/train/train.js").text();
    assertFalse(addresses.matches("(?s).*[\"'](/train|/assets|/setlang)/.*"), "a proxy may serve pages below a prefix");
    assertFalse(answer.text().contains("${"), answer.text());
    assertFalse(answer.text().matches("(?s).*(id=\"activations|id=\"stdevActivations).*"), "nothing was measured");
    assertTrue(answer.text().contains("<a class=\"header-text\" href=\"../mae4j\">mae4j</a>"), answer.text());
  }

  @Test
  void sessionsAreListedByTheirLastChange() {
    Client.Answer script = client.get("/assets/js/train/train.js");
    assertTrue(script.text().contains("var keys = sortedSessions(data);"), script.text());
    assertTrue(script.text().contains("sessionLabel(keys[i])"), script.text());
    assertTrue(client.get("/assets/js/train/overview.js").text().contains("selectedChart = \"stdevGradients\";"));
    assertEquals("[]", client.get("/train/times").text());
  }

  private static SortedSet<String> references(String html) {
    Document document = Jsoup.parse(html);
    SortedSet<String> files = new TreeSet<>(document.select("[src]").eachAttr("src"));
    files.addAll(document.select("link[href]").eachAttr("href"));
    return files;
  }

  private void requireServed(String file) {
    Client.Answer answer = client.get(file);
    assertEquals(200, answer.status(), file);
    if (file.endsWith(".css")) {
      assertEquals("text/css; charset=utf-8", answer.headers().get("content-type"), file);
      URL.matcher(answer.text()).results().map(found -> found.group(1)).filter(url -> !url.startsWith("data:"))
          .map(url -> Path.of(file).resolveSibling(url.replaceAll("[?#].*", "")).normalize().toString())
          .forEach(this::requireServed);
    } else if (file.endsWith(".js")) {
      assertEquals("application/javascript; charset=utf-8", answer.headers().get("content-type"), file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/train/overview/data", "/train/model/data/0", "/train/model/data/999", "/train/model/graph",
      "/train/system/data", "/train/sessions/current", "/train/sessions/info", "/train/sessions/lastUpdate/none",
      "/train/multisession", "/train/workers/setByIdx/0", "/train/workers/setByIdx/x", "/setlang/ja", "/setlang/en"})
  void requestsOfThePagesAreAnswered(String path) {
    assertEquals(200, client.get(path).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/setlang/xx", "/train/model/data/x", "/train/model/data/99999999999", "/train/model/data/-1",
      "/assets/nothing.js", "/assets/webjars/jquery/3.4.1/package.jsonx", "/assets/webjars/mapdb/1/x.js",
      "/assets/webjars", "/assets/js", "/assets/"})
  void absentPagesAreNotFound(String path) {
    assertEquals(404, client.get(path).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "en", "ja", "ko", "ru", "zh"})
  void everyLanguageIsAvailable(String language) {
    assertEquals(200, client.get("/setlang/" + language).status());
    assertEquals(200, client.get("/train/overview").status());
    client.get("/setlang/en");
  }

  @Test
  void librariesComeFromTheClassPath() {
    assertTrue(client.get("/assets/webjars/jquery/3.4.1/dist/jquery.min.js").text().startsWith("/*! jQuery v3.7."));
    String bootstrap = client.get("/assets/webjars/bootstrap/4.3.1/dist/js/bootstrap.min.js").text();
    assertTrue(bootstrap.contains("Bootstrap v4.6."), bootstrap.substring(0, 100));
    assertEquals(0, client.get("/assets/webjars/jquery-ui/1.10.2/ui/minified/jquery-ui.min.js").body().length);
    assertFalse(client.get("/assets/webjars/flot/0.8.3/jquery.flot.js").text().isEmpty());
  }

  @Test
  void theRootRedirectsToThePageOfMae4j() {
    assertEquals("mae4j", client.get("/").headers().get("location"));
    assertEquals("train/overview", client.get("/train").headers().get("location"));
  }
}
