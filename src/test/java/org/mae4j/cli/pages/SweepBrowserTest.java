package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.cli.pages.Browser.Screen;
import org.openqa.selenium.Keys;

/** Tests the page of a sweep in a browser. */
@ExtendWith(LivePages.Provider.class)
class SweepBrowserTest {
  private final LivePages pages;

  SweepBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  @Test
  void newTrialsOfASweepAreSelected() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page("runs=&view=sweep"));
    browser.await("document.querySelectorAll('.ranking tbody tr').length === 2");
    browser.click("#follow");
    browser.await("document.querySelectorAll('.runs input:checked').length === 2");
    pages.assertNoErrors(browser);
  }

  @Test
  void aTrialLinksToItsCurves() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page("view=sweep"));
    browser.await("document.querySelectorAll('.ranking tbody tr').length === 2");
    assertTrue(browser.text(".ranking tbody tr").startsWith("1 "), browser.text(".ranking"));
    String summary = browser.text(".summary");
    assertTrue(summary.startsWith("complete: 2 of 2 planned trials ended. The best is trial "), summary);
    assertTrue(summary.endsWith("search/best.conf"), summary);
    browser.await("document.querySelector('iframe').contentDocument?.querySelector('#slices svg')");
    browser.await("document.querySelector('iframe').clientHeight > 100");
    assertFalse(browser.is("document.querySelector('iframe').contentDocument.getElementById('ranking')"));
    pages.screenshot(browser, "sweep");
    browser.press(".ranking .link", Keys.ENTER);
    browser.await("document.getElementById('figure-loss')?.dataset.points > 0");
    assertEquals(1L, browser.value("document.querySelectorAll('.runs input:checked').length"));
  }

  /** A plot fills its column, and the report in the page is about as wide as one or two columns. */
  @Test
  void textOfThePlotsIsNoLargerThanThatOfTheReport() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page("view=sweep"));
    browser.await("document.querySelector('iframe')?.contentDocument?.querySelector('#slices svg')");
    for (int width : List.of(560, 700, 860)) {
      browser.value("document.querySelector('iframe').style.width = '" + width + "px'");
      assertTrue(browser.is("(page => {"
          + " const caption = page.createRange();"
          + " caption.selectNodeContents(page.querySelector('#slices figcaption'));"
          + " const heights = [page.querySelector('#slices svg .below'), caption]"
          + "   .map(text => text.getBoundingClientRect().height);"
          + " return heights[0] > 0 && heights[0] <= heights[1];"
          + "})(document.querySelector('iframe').contentDocument)"), "at " + width + " pixels");
    }
  }

  /** The longest keys of settings are about as long as a plot is high. */
  @Test
  void titlesOfVerticalAxesAreNotCutOff() {
    for (Screen screen : List.of(Screen.DESKTOP_LIGHT, Screen.PHONE_DARK)) {
      Browser browser = pages.browser(screen);
      browser.go(report(browser));
      assertTrue(browser.is("(title => {"
          + " title.textContent = 'finetune.optimizer.baseLearningRate (log scale)';"
          + " const [text, plot] = [title, title.ownerSVGElement].map(part => part.getBoundingClientRect());"
          + " return text.height > 100 && text.top >= plot.top && text.bottom <= plot.bottom;"
          + "})(document.querySelector('#slices svg [transform]'))"), screen.toString());
    }
  }

  /** The axis of the decoder's depth has a trial at each end; the drag covers the upper half. */
  @Test
  void draggingAlongAnAxisFiltersTheTrialsInAllPlots() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(report(browser));
    assertEquals("2 of 2 trials", browser.text(".controls output"));
    browser.drag(".drag", -120);
    assertEquals("1 of 2 trials", browser.text(".controls output"));
    assertEquals(List.of("progress 2", "slices 1", "parallel 1"), browser.value("['progress', 'slices', 'parallel']"
        + ".map(id => id + ' ' + document.querySelectorAll(`#${id} svg .out`).length)"));
    assertEquals("2", browser.value("document.querySelector('.end').getAttribute('aria-valuetext')"));
    browser.doubleClick(".drag");
    assertEquals("2 of 2 trials", browser.text(".controls output"));
    assertEquals(0L, browser.value("document.querySelectorAll('.out').length"));
    pages.assertNoErrors(browser);
  }

  @Test
  void theKeyboardFiltersAndMarksTrialsAndTheAddressKeepsTheFilters() {
    Browser browser = pages.browser(Screen.PHONE_DARK);
    browser.go(report(browser));
    browser.press(".end", Keys.ARROW_DOWN);
    assertEquals("1 of 2 trials", browser.text(".controls output"));
    browser.go("about:blank");
    browser.go(report(browser)
        + browser.value("'#filter=' + encodeURIComponent('[[\"model.decoder.depth\",[\"1\",\"1\"]]]')"));
    assertEquals("1 of 2 trials", browser.text(".controls output"));
    browser.press(".controls button", Keys.ENTER);
    assertEquals("2 of 2 trials", browser.text(".controls output"));
    browser.press(".controls select", Keys.ARROW_DOWN);
    assertTrue(browser.text(".controls + p").matches("model\\.decoder\\.depth [12], pretrain\\.val\\.maskedMse .*"),
        browser.text(".controls + p"));
    assertEquals(4L, browser.value("document.querySelectorAll('.marked').length"));
    LivePages.assertFits(browser);
    pages.screenshot(browser, "sweep-filter");
    pages.assertNoErrors(browser);
  }

  /** Returns the address of the report in the page of the sweep. */
  private String report(Browser browser) {
    browser.go(pages.page("view=sweep"));
    browser.await("document.querySelector('iframe')?.contentDocument?.querySelector('.controls')");
    return browser.value("document.querySelector('iframe').contentWindow.location.href").toString();
  }

  /** The page has no report before the first trial has ended, also after a change of the selected runs. */
  @Test
  void theReportAppearsWhenATrialHasEnded() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.address() + "/mae4j/assets/sweep-view.js");
    assertEquals("true true false true", browser.value("import('/mae4j/assets/sweep-view.js').then(({SweepView}) => {"
        + " const state = {runs: new Map(), get: () => undefined};"
        + " const view = new SweepView(state);"
        + " return [[0, 0], [0, 1], [1, 1], [0, 2]].map(([ended, slot]) => {"
        + "   state.runs.set('a', slot);"
        + "   const ranking = {objective: 'o', direction: 'minimize', parameters: [], trials: [], ended};"
        + "   view.render({store: {sweeps: [{id: 's', name: 's', state: 'running'}], runs: [], sweep: () => ranking}});"
        + "   return view.report.element.hidden;"
        + " }).join(' '); })"));
  }
}
