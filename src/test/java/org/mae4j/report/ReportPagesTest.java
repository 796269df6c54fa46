package org.mae4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.plot.curve.CurveRows;
import org.mae4j.report.block.Page;
import org.mae4j.report.comparison.ComparisonPage;
import org.mae4j.report.run.RecordedRun;
import org.mae4j.report.run.ReportedStages;
import org.mae4j.report.run.RunPage;
import org.mae4j.report.run.SmallRuns;
import org.mae4j.testing.Pages;

/** What holds for the page of a run and for that of several. */
class ReportPagesTest {
  private static final ReportedStages STAGES = Stages.reported();

  /** Axes of which nothing is known are not offered. */
  @Test
  void curvesHaveAChoiceOfTheirAxis() {
    Document page = Jsoup.parse(RunPage.of(SmallRuns.whole("run"), STAGES));
    assertEquals(List.of("epochs", "steps"), page.select("#curves label").eachText());
    assertEquals(page.select("#curves input").eachAttr("id"), page.select("#curves label").eachAttr("for"));
    assertEquals(1, page.select("#curves input[checked]").size());
    assertEquals(2, page.select("#curves .panel").size());
    CurveRows costs = new CurveRows(SmallRuns.metrics(1).rows(), (axis, row) -> OptionalDouble.of(row.step() / 4.0));
    RecordedRun run =
        new RecordedRun("run", SmallExperiment.config(), SmallRuns.results(), costs, List.of(), Optional.empty(),
            Optional.empty(), List.of());
    for (String html : List.of(RunPage.of(run, STAGES),
        ComparisonPage.of(List.of(run, SmallRuns.whole("other")), STAGES))) {
      Document all = Jsoup.parse(html);
      assertEquals(List.of("epochs", "images", "steps", "CPU minutes", "TFLOPs"),
          all.select("#curves label").eachText());
      assertTrue(all.select("#curves .panel:nth-of-type(5) path.hint title").eachText().get(0)
          .contains(", operations of the stage in TFLOP 2.5: 0.5"));
    }
  }

  @Test
  void textIsEscaped() {
    for (String html : List.of(RunPage.of(SmallRuns.whole(SmallRuns.EVIL), STAGES),
        ComparisonPage.of(List.of(SmallRuns.whole(SmallRuns.EVIL), SmallRuns.whole("other")), STAGES))) {
      Document page = Jsoup.parse(html);
      assertFalse(html.contains("<script"), "a text was not escaped");
      assertEquals(0, page.select("script, iframe, object, link, form").size());
      assertTrue(page.text().contains(SmallRuns.EVIL), "the text is shown unchanged");
    }
    assertEquals(SmallRuns.EVIL, Jsoup.parse(RunPage.of(SmallRuns.whole(SmallRuns.EVIL), STAGES)).select("h1").text());
  }

  @Test
  void templatesEscapeAllValues() throws Exception {
    try (Stream<Path> templates = Files.list(Path.of(Page.class.getResource("page.html").toURI()).getParent())) {
      for (Path template : templates.filter(file -> file.toString().endsWith(".html")).toList()) {
        String text = Files.readString(template);
        assertFalse(text.contains("{{{") || text.contains("{{&"), template.toString());
      }
    }
  }

  @Test
  void thePageHasNoExternalReferences() {
    for (String html : List.of(RunPage.of(SmallRuns.whole("run"), STAGES),
        ComparisonPage.of(List.of(SmallRuns.whole("run"), SmallRuns.whole("other")), STAGES))) {
      Document page = Jsoup.parse(html);
      Pages.assertReferences(page, "#[a-z]+|data:image/png;base64,[A-Za-z0-9+/=]+");
      String style = page.select("style").html();
      assertFalse(style.contains("url(") || style.contains("@import"), style);
      assertEquals("default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          page.select("meta[http-equiv=Content-Security-Policy]").attr("content"));
    }
  }

  @Test
  void pagesAreAccessible() {
    for (String html : List.of(RunPage.of(SmallRuns.whole("run"), STAGES),
        ComparisonPage.of(List.of(SmallRuns.whole("run"), SmallRuns.whole("other")), STAGES))) {
      Document page = Jsoup.parse(html);
      assertEquals(1, page.select("h1").size());
      assertEquals(page.select("section").size(), page.select("section > h2").size());
      assertEquals(0, page.select("h3, h4").size());
      page.select("img").forEach(image -> assertFalse(image.attr("alt").isBlank(), image.outerHtml()));
      Pages.assertReadable(page);
      Pages.assertKeysCanBeBroken(page);
      page.select("section")
          .forEach(section -> assertEquals(1, page.select("#" + section.attr("aria-labelledby")).size(), section.id()));
      assertEquals("en", page.select("html").attr("lang"));
    }
  }
}
