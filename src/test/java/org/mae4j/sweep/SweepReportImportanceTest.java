package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.sweep.ReportedSweep.RATE;
import static org.mae4j.sweep.ReportedSweep.parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the report and the terminal say about the importance of parameters. */
class SweepReportImportanceTest {
  @TempDir
  private Path temporary;
  private ReportedSweep sweep;

  @BeforeEach
  void make() throws IOException {
    sweep = new ReportedSweep(temporary.resolve("sweep"));
  }

  @Test
  void twoTrialsHaveNoImportance() throws IOException {
    sweep.begin(1);
    for (int count = 1; count <= 2; count++) {
      sweep.finished(count, 0.5, parameters("0.001", 2, "mean"));
      Document page = sweep.page();
      assertEquals(List.of("search", "ranking", "best", "progress", "slices", "parallel", "importance"),
          page.select("section").eachAttr("id"));
      assertTrue(page.select("#importance").text().contains("needs at least five finished trials"));
      assertFalse(page.html().contains("NaN"), "every place is a number");
    }
  }

  @Test
  void remarksOnFewTrialsAndPoorFit() throws IOException {
    sweep.begin(1);
    sweep.finish(9);
    assertTrue(sweep.page().select("#importance .paragraph").text().endsWith("fewer than ten trials have finished."));
    assertEquals(2, sweep.page().select("#importance .bars").size(), "the fit is good enough");
    sweep.begin(1);
    for (int i = 1; i <= 20; i++) {
      sweep.finished(i, i * 7919 % 13, parameters(Double.toString(1e-4 * (i * 31 % 20 + 1)), 1 + i % 4, "mean"));
    }
    assertTrue(sweep.page().select("#importance .paragraph").text().endsWith("This is unreliable: the fit is poor."),
        sweep.page().select("#importance .paragraph").text());
  }

  @Test
  void theTerminalShowsTheSharesOfTheVariance() throws IOException {
    sweep.begin(1);
    sweep.finish(4);
    assertFalse(SweepFiles.read(sweep.directory()).text(80).contains("variance"), "too few trials");
    sweep.begin(1);
    sweep.finish(12);
    String text = SweepFiles.read(sweep.directory()).text(1000);
    assertTrue(text.matches("(?s).*\nshare of the variance \\(functional ANOVA\\): " + RATE + " 0\\.\\d\\d, .*, " + RATE
        + " × .* 0\\.\\d\\d\\. The R² of the forest in 10-fold cross-validation over 12 trials is 0\\.\\d\\d; 1 is a perfect "
        + "fit, 0 is no better than the mean\\."), text);
    Document page = sweep.page();
    assertEquals(2, page.select("#importance .bars").size());
    assertEquals(List.of(RATE), page.select("#importance .bars").last().select("tbody th").eachText().subList(0, 1));
  }
}
