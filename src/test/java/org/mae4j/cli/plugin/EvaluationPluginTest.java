package org.mae4j.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.PluginJar;

/** Tests the example of an evaluation, built outside the main source tree and used through the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationPluginTest {
  private static final String EVALUATIONS = "evaluations.class-mean={}";
  private static final String OBJECTIVE = "classMean.val.accuracy";

  private Path directory;
  private Path jar;
  private Path conf;
  private Path run;

  @BeforeAll
  void runWithThePlugin(@TempDir Path folder) throws IOException {
    directory = folder;
    jar = PluginJar.of(Path.of("src/examples/evaluation"), "example.evaluation.NearestClassMean", directory);
    conf = SmallExperiment.write(directory);
    run = directory.resolve("run");
    Captured whole = Captured.run("run", conf, EVALUATIONS, "pretrain.epochs=1", "finetune.epochs=1", "--out", run,
        "--plugins", jar);
    assertEquals(0, whole.code(), whole.err());
    assertTrue(whole.out().contains("nearest class mean on MAE encoder"), whole.out());
  }

  @AfterAll
  void unload() {
    Extensions.add(List.of());
  }

  private JsonNode results() throws IOException {
    return new ObjectMapper().readTree(run.resolve("results.json").toFile());
  }

  @Test
  void theReportHasTheMetrics() throws IOException {
    assertTrue(results().at("/classMean/test/accuracy").isNumber());
    assertEquals(10, results().at("/classMean/test/confusion").size());
    Document page = Jsoup.parse(Files.readString(run.resolve("report.html")));
    String results = page.select("#results").text();
    assertTrue(results.contains("nearest class mean on MAE encoder"), results);
    assertTrue(results.contains("mean distance to the own class"), results);
    assertTrue(page.select("#classes thead th").eachText().contains("nearest class mean on MAE encoder"));
  }

  @Test
  void provenanceNamesThePlugin() throws IOException {
    JsonNode plugin = new ObjectMapper().readTree(run.resolve("provenance.json").toFile()).at("/0/plugins/plugin.jar");
    assertEquals(DigestUtils.sha256Hex(Files.readAllBytes(jar)), plugin.get("sha256").asText());
    assertEquals("[\"evaluations=class-mean\"]", plugin.get("extensions").toString());
  }

  @Test
  void theEvaluationIsRepeatedByName() throws IOException {
    Captured repeated = Captured.run("--plugins", jar, "evaluate", run, "--evaluation", "class-mean",
        "evaluations.class-mean.normalize=false");
    assertEquals(0, repeated.code(), repeated.err());
    assertTrue(results().at("/classMean/val/spread").asDouble() > 0);
  }

  @Test
  void warnsAboutAListedMetricThatIsNotReported() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("forgetful"));
    Path source = Files.createDirectories(folder.resolve("sources")).resolve("NearestClassMean.java");
    Files.writeString(source, Files.readString(Path.of("src/examples/evaluation/NearestClassMean.java"))
        .replace("SPREAD.key(\"val\")", "\"classMean.val.spred\"").replace("SPREAD.key(\"test\")", "\"spred\""));
    Path forgetful = PluginJar.of(source.getParent(), "example.evaluation.NearestClassMean", folder);
    Captured result = Captured.run("pretrain", conf, "pretrain.epochs=1", "--out", folder.resolve("run"));
    assertEquals(0, result.code(), result.err());
    Captured evaluated = Captured.run("evaluate", folder.resolve("run"), "--evaluation", "class-mean", "--plugins",
        forgetful);
    assertEquals(0, evaluated.code(), evaluated.err());
    String text = evaluated.out() + evaluated.err();
    assertTrue(text.contains("nearest class mean: metrics() lists mean distance to the own class, but run() has put "
        + "neither classMean.val.spread nor classMean.test.spread into the results"), text);
  }

  @Test
  void reportsMissingPlugin() {
    for (String command : List.of("report", "probe")) {
      Captured refused = Captured.run(command, run);
      assertEquals(2, refused.code(), refused.err());
      assertTrue(refused.err().contains("evaluations.class-mean"), refused.err());
      assertTrue(refused.err().contains("plugin.jar (evaluations=class-mean); add their jars with --plugins"),
          refused.err());
    }
  }

  @Test
  void aSweepSearchesForTheBestValueOfTheMetric() throws IOException {
    Path file = Files.writeString(directory.resolve("sweep.conf"), "include \"" + conf.getFileName() + "\"\n"
        + "pretrain.epochs = 1\nsweep { objective = " + OBJECTIVE + ", direction = maximize, generator = grid\n"
        + "parameters { model.maskRatio = { choice = [0.5, 0.75] } } }\n");
    Path sweep = directory.resolve("sweep");
    Captured unknown = Captured.run("sweep", file, "--out", sweep);
    assertEquals(2, unknown.code(), unknown.err());
    Captured swept = Captured.run("sweep", file, "--out", sweep, "--plugins", jar);
    assertTrue(swept.out().contains("\nbest trial: ./mae4j run " + sweep + "/best.conf --plugins " + jar + "\n"),
        swept.out());
    assertEquals(0, swept.code(), swept.err());
    assertTrue(Files.readString(sweep.resolve("sweep.jsonl")).contains("\"objective\":\"" + OBJECTIVE + "\""));
    assertTrue(Files.exists(sweep.resolve("trials/0001/figures/confusion-classMean.png")));
  }

  @Test
  void rejectsJarWithoutPlugin() throws IOException {
    Captured missing = Captured.run("summary", conf, "--plugins", directory.resolve("none.jar"));
    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("none.jar does not exist"), missing.err());
  }
}
