package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.sweep.ReportedSweep.DEPTH;
import static org.mae4j.sweep.ReportedSweep.RATE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.report.block.Page;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.testing.Pages;

/** Tests that the report of a sweep is a page that is safe, readable and reproducible. */
class SweepReportPageTest {
  private static final String EVIL = "<script>alert('\"&')</script>";

  @TempDir
  private Path temporary;
  private ReportedSweep sweep;

  @BeforeEach
  void make() throws IOException {
    sweep = new ReportedSweep(temporary.resolve("sweep"));
  }

  @Test
  void escapesTextAndIsSelfContained() throws IOException {
    sweep = new ReportedSweep(temporary.resolve("<script>alert(1)<script>"));
    sweep.begin(1);
    for (int i = 1; i <= 8; i++) {
      sweep.finished(i, i, Map.of(EVIL, i % 2 == 0 ? "\"<b>\"" : EVIL, RATE, Double.toString(i * 1e-4), DEPTH, "" + i));
    }
    sweep.write(new TrialEvent.Started(9, 1, new TreeMap<>(Map.of(EVIL, EVIL))), new TrialEvent.Failed(9, 1, EVIL, 1));
    String html = sweep.html();
    Document page = Jsoup.parse(html);
    Element script = page.select("script").last();
    assertEquals("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '" + Page.scriptHash() + "'",
        page.select("meta[http-equiv=Content-Security-Policy]").attr("content"), "no other script can run");
    assertEquals(Page.scriptHash(), "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(script.data())));
    assertFalse(html.replace("<script>" + script.data(), "").contains("<script"), "a text was not escaped");
    script.remove();
    assertEquals(0, page.select("script, iframe, object, link, form, b").size());
    assertEquals("<script>alert(1)<script>", page.select("h1").text());
    assertTrue(page.select("#ranking").text().contains("failed " + EVIL));
    Pages.assertReferences(page, "#[a-z]+");
  }

  @Test
  void isAccessible() throws IOException {
    sweep.begin(1);
    sweep.finish(12);
    Document page = sweep.page();
    Pages.assertReadable(page);
    page.select("svg:not([role])").forEach(svg -> assertEquals("true", svg.attr("aria-hidden")));
    assertEquals("0", page.select("#parallel .scroll").attr("tabindex"));
  }

  @Test
  void linesBreakAfterTheDotsOfKeys() throws IOException {
    sweep.begin(1);
    sweep.finish(12);
    Document page = sweep.page();
    assertEquals("pretrain.<wbr>optimizer.<wbr>baseLearningRate", page.select(".bars tbody th").first().html());
    Pages.assertKeysCanBeBroken(page);
  }

  @Test
  void equalJournalsGiveEqualReports() throws IOException {
    sweep.begin(1);
    sweep.finish(12);
    assertEquals(sweep.html(), sweep.html());
  }
}
