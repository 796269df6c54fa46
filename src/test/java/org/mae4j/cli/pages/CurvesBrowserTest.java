package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.cli.pages.Browser.Screen;
import org.mae4j.config.UiConfig;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.ui.UiServer;
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
    Object before;
    try (BackgroundRun training = new BackgroundRun(conf, directory.resolve("run"));
        UiServer server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory))) {
      browser.go(server.address() + "/mae4j");
      browser.await(POINTS + " > 0");
      before = browser.value(POINTS);
      browser.await(POINTS + " > " + before);
      browser.await("document.getElementById('status').textContent.includes('1 run in progress')");
      assertTrue(training.isRunning());
      pages.screenshot(browser, "running");
      LivePages.assertNoErrors(browser, server.address());
    }
    browser.await("document.getElementById('status').textContent.includes('The server does not respond; next try')");
    assertTrue(browser.is(POINTS + " > " + before), "the curves remain visible");
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

  @Test
  void axisAndZoomAreInTheAddress() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "curves&axis=epochs");
    browser.await(POINTS + " > 0");
    browser.press("#figure-loss .plot", Keys.HOME, "+");
    browser.await("location.hash.includes('zoom=pretraining~')");
    String bookmark = (String) browser.value("location.href");
    browser.go("about:blank");
    browser.go(bookmark);
    browser.await(POINTS + " > 0");
    assertEquals("epochs", browser.value("document.getElementById('curves-axis').value"));
    browser.press("#figure-loss .plot", Keys.END);
    browser.await("document.querySelector('#figure-loss .readout tbody td')");
    double at = Double.parseDouble(browser.text("#figure-loss .readout tbody td"));
    assertTrue(at > 0 && at < 2.5, "half of three epochs, or a point near: " + at);
    browser.value("location.replace(location.href.replace('axis=epochs', 'axis=time').replace(/&zoom=[^&]*/, ''))");
    browser.await("document.getElementById('curves-axis').value === 'time'");
    browser.press("#figure-loss .plot", Keys.END);
    browser.await("/^[\\d.]+ (s|min|h)$/.test(document.querySelector('#figure-loss .readout tbody td').textContent)");
    pages.assertNoErrors(browser);
  }

  /** What a training costs: the time of its threads, and its operations, which the end of the axis states. */
  @Test
  void curvesAreDrawnOverCpuTimeAndOperations() {
    for (String unit : List.of("cpu (s|min)", "flops [GT]")) {
      String axis = unit.split(" ")[0];
      Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
      pages.openAll(browser, "curves&axis=" + axis);
      browser.await(POINTS + " > 0");
      assertEquals(axis, browser.value("document.getElementById('curves-axis').value"));
      browser.press("#figure-loss .plot", Keys.END);
      browser.await("/^[\\d.]+ " + unit.split(" ")[1]
          + "$/.test(document.querySelector('#figure-loss .readout tbody td').textContent)");
      assertTrue(browser.is("document.querySelector('#figure-loss .readout').scrollWidth"
          + " <= document.querySelector('#figure-loss .readout').clientWidth"), "nothing of the readout is cut off");
      pages.screenshot(browser, "curves-over-" + axis);
      pages.assertNoErrors(browser);
    }
  }

  @Test
  void theReadoutStaysInItsChartAndTellsLinesApart() {
    Browser browser = pages.browser(Screen.PHONE_DARK);
    pages.openAll(browser, "curves");
    browser.await(POINTS + " > 0");
    browser.press("#figure-loss .plot", Keys.END);
    browser.await("document.querySelectorAll('#figure-loss .readout tbody tr').length > 2");
    assertTrue(browser.is("(([box, plot]) => box.bottom <= plot.bottom + 1 && box.left >= plot.left - 1"
        + " && box.right <= plot.right + 1)(['.readout', '.plot'].map(part =>"
        + " document.querySelector('#figure-loss ' + part).getBoundingClientRect()))"),
        "the box lies within the chart");
    assertEquals(2L, browser.value("new Set([...document.querySelectorAll('#figure-loss .readout tbody path')]"
        + ".map(line => line.getAttribute('stroke-dasharray'))).size"), "training is solid, validation dashed");
    assertTrue((long) browser.value("new Set([...document.querySelectorAll('#figure-loss .readout tbody "
        + "td:nth-of-type(1)')].map(cell => cell.textContent)).size") > 1, "each row has its own position");
    pages.screenshot(browser, "phone-dark-readout");
  }

  @Test
  void chartsAreSaved() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "curves");
    browser.await(POINTS + " > 0");
    browser.value("(URL.createObjectURL = blob => { window.saved = blob; return '#'; }) && 1");
    for (String format : List.of("svg", "png", "csv")) {
      browser.value("[...document.querySelectorAll('#figure-loss .saving button')]"
          + ".find(button => button.textContent === '" + format.toUpperCase(Locale.ROOT) + "').click()");
      browser.await("document.getElementById('figure-loss').dataset.saved === 'loss." + format + "'");
      String text = (String) browser.value("saved.text()");
      assertTrue(text.startsWith(format.equals("svg") ? "<svg " : format.equals("csv") ? "run,note,line,images,value,"
          : "\uFFFDPNG"), text.substring(0, 100));
      assertTrue(format.equals("png") || text.contains("search/0001") && text.contains("training"), text);
    }
  }

  @Test
  void runsWithTheSameValueOfASettingShareAColor() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "curves&color=model.decoder.depth");
    browser.await("document.querySelectorAll('.legend.groups li').length === 2");
    assertEquals("depth 1 depth 2", browser.value("[...document.querySelectorAll('.legend.groups li')]"
        + ".map(entry => entry.textContent).join(' ')"));
    assertEquals(2L, browser.value("new Set([...document.querySelectorAll('.runs .swatch')]"
        + ".map(swatch => swatch.className)).size"));
  }

  @Test
  void runsAreNotColoredByASettingThatIsTheSame() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "curves&color=model.decoder.depth");
    browser.await("document.querySelectorAll('.legend.groups li').length === 2");
    browser.value("[...document.querySelectorAll('.runs input:checked')].slice(1).forEach(box =>"
        + " document.getElementById(box.id).click())");
    browser.await("document.querySelectorAll('.runs input:checked').length === 1");
    browser.await("document.getElementById('curves-color').childElementCount === 1");
    assertEquals(0L, browser.value("document.querySelectorAll('.legend.groups li').length"));
  }

  private static Object drawn(Browser browser) {
    browser.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return browser.value("document.querySelector('#figure-loss canvas').toDataURL()");
  }
}
