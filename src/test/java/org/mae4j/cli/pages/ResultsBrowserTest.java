package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.cli.pages.Browser.Screen;
import org.mae4j.config.UiConfig;
import org.mae4j.record.result.Results;
import org.mae4j.ui.UiServer;
import org.openqa.selenium.Keys;

/** Tests comparisons, reconstructions and confusion matrices in a browser. */
@ExtendWith(LivePages.Provider.class)
class ResultsBrowserTest {
  private final LivePages pages;

  ResultsBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  @Test
  void theSliderMovesTheReconstructionsOfAllRuns() {
    Browser browser = pages.browser(Screen.PHONE_LIGHT);
    pages.openAll(browser, "reconstructions&sort=name");
    String sources =
        "[...document.querySelectorAll('.sheet')].map(image => new URL(image.src).pathname.split('/').pop())";
    browser.await("document.querySelectorAll('.sheet').length >= 2");
    browser.press(".slide input:not(:disabled)", Keys.HOME);
    assertTrue(browser.value(sources).toString().startsWith("[reconstructions-epoch-0001.png"),
        browser.value(sources).toString());
    browser.press(Keys.ARROW_RIGHT);
    browser.await(sources + ".filter(name => name === 'reconstructions-epoch-0002.png').length >= 2");
    assertTrue(browser.text(".slide output").startsWith("epoch 2"), browser.text(".slide output"));
    browser.await("[...document.querySelectorAll('.sheet')].every(image => image.naturalWidth > 0)");
    pages.assertNoErrors(browser);
  }

  @Test
  void cellsOfAConfusionMatrixAreDescribed() {
    Browser browser = pages.browser(Screen.DESKTOP_DARK);
    pages.openAll(browser, "confusion");
    browser.await("document.querySelector('.confusion td[tabindex=\"0\"]')");
    browser.press(".confusion td[tabindex='0']", Keys.ARROW_RIGHT);
    String description = browser.text(".cell-description");
    assertTrue(description.matches("\\d+ of \\d+ images of \\S+ \\([\\d.]+ %\\) classified as \\S+"), description);
    browser.press(Keys.ARROW_DOWN);
    assertNotEquals(description, browser.text(".cell-description"));
  }

  /** The two runs have the same images and other masks, so only their accuracies are comparable. */
  @Test
  void metricsOfDifferentMasksAreNotCompared() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "compare&sort=name");
    browser.await("document.querySelector('.compared td')");
    String metrics = browser.text(".compared");
    assertEquals(2, metrics.split("\nNot comparable: model.maskRatio differs.\n", -1).length, metrics);
    assertTrue(metrics.contains("\nMasked MSE, validation\nnot comparable"), metrics);
    assertTrue(metrics.matches("(?s).*\nMasked PSNR, validation\nnot comparable(\\s[\\d.]+ dB)+\n.*"), metrics);
    assertFalse(metrics.matches("(?s).*Accuracy[^\\n]*\nnot comparable.*"), metrics);
    assertFalse(browser.is("document.querySelector('.compared .best')"), "nothing is best");
    assertFalse(browser.text("main").contains("ui."), "settings without effect are no differences");
    browser.value("location.replace(location.href.replace('view=compare', 'view=reconstructions'))");
    browser.await("document.querySelector('.sheet')");
    assertTrue(browser.text(".hint").startsWith("not the same images or masks: model.maskRatio"),
        browser.text(".hint"));
  }

  /** Many settings of the data differ between data sets. */
  @Test
  void metricsOfDifferentDataAreVisible() throws IOException {
    Path directory = pages.directory("data");
    for (int run = 0; run < 3; run++) {
      pages.copy(directory.resolve("run-" + run), "model {", "data { source { train = 20" + run + ", test = 4" + run
          + ", seed = " + run + " }, validationFraction = 0.1" + run + ", trainLimit = 10" + run + ", testLimit = 1"
          + run
          + ", background = \"#00000" + run + "\" }\nmodel {");
    }
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    try (UiServer server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory))) {
      browser.go(server.address() + "/mae4j#view=compare");
      browser.await("document.querySelector('.compared td')");
      browser.value("document.getElementById('runs-all').click()");
      browser.await("document.querySelectorAll('.compared')[0].querySelectorAll('thead th').length === 4");
      assertTrue(browser.text(".obstacle").matches("Not comparable: data\\.\\S+, .* and data\\.\\S+ differ\\."),
          browser.text(".obstacle"));
      assertTrue(browser.is("[...document.querySelectorAll('.compared th, .compared td')].every(cell =>"
          + " cell.getBoundingClientRect().right <= document.documentElement.clientWidth)"), "all cells are visible");
      pages.screenshot(browser, "compare-data");
    }
  }

  /** Metrics of a stage that was repeated with other data are not those of the run's images. */
  @Test
  void metricsOfStagesWithOtherSettingsAreMarked() throws IOException {
    Path directory = pages.directory("repeated");
    for (String name : List.of("a", "b")) {
      pages.copy(directory.resolve(name), "maskRatio = 0.75", "maskRatio = 0.75");
    }
    Path results = directory.resolve("b/results.json");
    Results.read(results).put("settings.probe.data.trainLimit", "9").write(results);
    Browser browser = pages.browser(Screen.PHONE_LIGHT);
    try (UiServer server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory))) {
      browser.go(server.address() + "/mae4j#view=compare&sort=name");
      browser.await("document.querySelector('.compared td')");
      browser.value("document.getElementById('runs-all').click()");
      browser.await("document.querySelector('main .hint')");
      assertEquals("[1] with data.trainLimit=9 (stage probe), run b", browser.text("main .hint"));
      String metrics = browser.text(".compared");
      assertTrue(
          metrics
              .matches("(?s).*\nAccuracy, linear on MAE encoder, test\nnot comparable\n[\\d.]+ % \\[1] [\\d.]+ %\n.*"),
          metrics);
      assertTrue(metrics.contains("\nNot comparable: data.trainLimit differs.\n"), metrics);
      assertFalse(metrics.matches("(?s).*fine-tuned[^\\n]* \\[1].*"), metrics);
      LivePages.assertFits(browser);
      pages.screenshot(browser, "compare-repeated");
      browser.value("location.replace(location.href.replace('view=compare', 'view=run') + '&run='"
          + " + document.querySelectorAll('.runs input')[1].id.replace('run-', ''))");
      browser.await("document.querySelector('main .hint')");
      assertEquals("[1] with data.trainLimit=9 (stage probe)", browser.text("main .hint"));
    }
  }

  /** The same images can be in two places, and the labels of training images don't choose them. */
  @Test
  void metricsOfTheSameImagesAreCompared() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page(""));
    assertEquals("data.trainLimit,model.maskRatio", browser.value("import('/mae4j/assets/config-differences.js')"
        + ".then(({neutralSettings, obstacles}) => obstacles([{'data.dir': 'a', 'data.cacheDir': 'a',"
        + " 'data.labeledFraction': 0.1, 'data.trainLimit': 1, 'model.maskRatio': 0.5},"
        + " {'data.dir': 'b', 'data.cacheDir': 'b', 'data.labeledFraction': 1, 'data.trainLimit': 2,"
        + " 'model.maskRatio': 0.75}], neutralSettings({withoutEffect: ['data.cacheDir']}), true).join())"));
  }

  @Test
  void aBookmarkRestoresThePage() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    String threeRuns = "document.querySelector('.compared thead tr')?.childElementCount === 1 + 3";
    pages.openAll(browser, "compare&sort=name");
    browser.click(".runs input:checked");
    browser.await(threeRuns);
    String bookmark = (String) browser.value("location.href");
    browser.go("about:blank");
    browser.go(bookmark);
    browser.await(threeRuns);
    assertEquals(3L, browser.value("document.querySelectorAll('.runs input:checked').length"));
    assertTrue(browser.text("main").contains("model.decoder.depth 1 1 2"), browser.text("main"));
  }

  @Test
  void namesOfRunsAreNotBrokenWithinWords() {
    Browser browser = pages.browser(Screen.PHONE_LIGHT);
    pages.openAll(browser, "compare&sort=name");
    browser.await("document.querySelector('.compared td')");
    assertTrue(browser.is("[...document.querySelectorAll('.compared thead th')].flatMap(heading =>"
        + " [...heading.childNodes].filter(part => part.textContent.startsWith('search/'))).every(name => {"
        + "   const range = document.createRange();"
        + "   range.selectNode(name);"
        + "   return range.getClientRects().length === 1;"
        + " })"), "each name of a trial is on one line");
  }
}
