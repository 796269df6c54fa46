package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.Browser;
import org.mae4j.testing.Browser.Screen;
import org.openqa.selenium.Keys;

/** Tests the curves in a browser. */
@ExtendWith(LivePages.Provider.class)
class CurvesBrowserTest {
  private static final String POINTS = "(document.getElementById('figure-loss')?.dataset.points ?? 0)";

  private final LivePages pages;

  CurvesBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  @Test
  void curvesGrowWhileARunTrains() throws IOException {
    Path directory = pages.directory("live");
    Path conf = SmallExperiment.write(directory);
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), "pretrain", conf, "pretrain.epochs=5000",
        "figures.images=0", "--ui", "ui.port=0", "--out", directory.resolve("run"))) {
      assertTrue(child.await(() -> UiTest.address(child).isPresent()), child::printed);
      String address = UiTest.address(child).orElseThrow();
      browser.go(address + "/mae4j");
      assertTrue(child.await(() -> browser.is(POINTS + " > 0")), child::printed);
      Object before = browser.value(POINTS);
      assertTrue(child.await(() -> browser.is(POINTS + " > " + before)), child::printed);
      browser.await("document.getElementById('status').textContent.includes('1 run in progress')");
      pages.screenshot(browser, "running");
      LivePages.assertNoErrors(browser, address);
      child.send("TERM");
      assertEquals(143, child.exitCode(), child::printed);
      browser.await("document.getElementById('status').textContent.includes('The server does not respond; next try')");
      assertTrue(browser.is(POINTS + " > " + before), "the curves remain visible");
    }
  }

  /** Without bias correction, the average would start near zero. */
  @Test
  void smoothingIsUnbiased() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page(""));
    assertEquals("4.0000 4.0000 2.2857", browser.value("import('/mae4j/assets/curves.js')"
        + ".then(curves => curves.smoothed([4, 4, 1], 0.5).map(value => value.toFixed(4)).join(' '))"));
  }

  /** The average of one value can differ from it in the last bit; ticks at such a distance would never end. */
  @Test
  void valuesThatDifferByRoundingHaveTicks() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page(""));
    assertEquals(5L, browser.value("import('/mae4j/assets/scale.js')"
        + ".then(scale => scale.around(227.85463650490567, 227.8546365049057, false).ticks(5).length)"));
  }

  @Test
  void figuresAreOperatedByKeyboard() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "curves");
    browser.await(POINTS + " > 0");
    Object drawn = drawn(browser);
    browser.press("#figure-loss .log", Keys.SPACE);
    browser.await("document.querySelector('#figure-loss .log').getAttribute('aria-pressed') === 'false'");
    browser.await("location.hash.includes('log=loss')");
    Object linear = drawn(browser);
    assertNotEquals(drawn, linear);
    browser.press("#smoothing", Keys.HOME);
    browser.await("document.querySelector('.controls output').textContent === '0.00'");
    assertNotEquals(linear, drawn(browser));
    assertEquals(true, browser.value("document.querySelector('#figure-loss .readout').hidden"));
    browser.press("#figure-loss .plot", Keys.HOME, Keys.ARROW_RIGHT);
    browser.await("document.querySelectorAll('#figure-loss .readout tbody tr').length > 1");
    assertTrue(browser.text("#figure-loss .readout").contains("first"), browser.text("#figure-loss .readout"));
    pages.assertNoErrors(browser);
  }

  private static Object drawn(Browser browser) {
    browser.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return browser.value("document.querySelector('#figure-loss canvas').toDataURL()");
  }
}
