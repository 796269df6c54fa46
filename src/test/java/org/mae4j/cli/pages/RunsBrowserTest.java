package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.cli.pages.Browser.Screen;

/** Tests the list of runs and the overview of a run in a browser. */
@ExtendWith(LivePages.Provider.class)
class RunsBrowserTest {
  private static final String NAMES =
      "[...document.querySelectorAll('.runs .name')].map(name => name.textContent).join()";

  private final LivePages pages;

  RunsBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  @Test
  void runsAreSortedAndFiltered() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "compare&sort=name&order=down");
    browser.await(NAMES + " === 'search/0002,search/0001,first," + LivePages.MARKUP + "'");
    browser.value("location.replace(location.href.replace('sort=name', 'sort=model.decoder.depth')"
        + " + '&filter=depth>=1 maskRatio=0.75')");
    browser.await(NAMES + " === 'search/0002,first,search/0001'");
    String first = browser.text(".runs li");
    assertTrue(first.contains("depth 2"), "trials are named by what differs: " + first);
    assertTrue(first.matches("(?s).*\\d\\d:\\d\\d · .*"), "start and duration: " + first);
    browser.value("location.replace(location.href.replace(/sort=[^&]*/, 'sort=pretrain.val.maskedMse')"
        + ".replace('order=down', 'order=up'))");
    browser.await(NAMES + ".startsWith('first,')");
  }

  @Test
  void theOverviewOfARunIsSearched() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    pages.openAll(browser, "run&sort=name");
    browser.value("document.querySelectorAll('.runs input:checked')[0].click()");
    browser.await("document.querySelector('h3.title')?.textContent.startsWith('first')");
    assertTrue(browser.text(".state.complete").startsWith("complete, started "), browser.text(".state.complete"));
    assertTrue(browser.text(".command").startsWith("./mae4j run"), browser.text(".command"));
    browser.press("#settings-filter", "pretrain.epochs");
    String visible = "[...document.querySelectorAll('.settings tbody:first-of-type tr[data-text]:not([hidden])')]";
    browser.await(visible + ".length === 1");
    assertEquals("pretrain.epochs3100, differs", browser.value(visible + "[0].textContent"));
    assertTrue(browser.text(".tail").contains("first"), browser.text(".tail"));
    assertTrue(browser.text("main").contains("memoryBytes"), "the machine");
    browser.go((String) browser.value("[...document.querySelectorAll('.files a')].find(link => "
        + "link.textContent === 'Report').href"));
    assertFalse(browser.is("document.querySelector('script')"));
    assertTrue(browser.text("body").contains("first"), browser.text("body"));
    pages.assertNoErrors(browser);
  }

  /** A shadow at the edge says that there is more to scroll to. */
  @Test
  void tablesThatFitHaveNoShadow() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.runs().resolve("first/report.html").toUri().toString());
    for (String width : List.of("1000px", "1000.3px", "1001px")) {
      browser.value("document.body.style.width = '" + width + "'");
      browser.value("[...document.querySelectorAll('.scroll')].find(area =>"
          + " area.firstElementChild.offsetWidth + 40 < area.clientWidth).id = 'fitting'");
      BufferedImage picture = browser.picture("#fitting");
      int[] edge = picture.getRGB(picture.getWidth() - 20, 0, 20, picture.getHeight(), null, 0, 20);
      assertArrayEquals(new int[] {Color.WHITE.getRGB()}, IntStream.of(edge).distinct().toArray(), width);
    }
  }

  /** A copied run can be older than those that are listed, and the clock of another machine can be fast. */
  @Test
  void valuesOfRunsWithAnyTimeAreFetched() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.address() + "/mae4j/assets/store.js");
    assertEquals("a a,old a,older", browser.value("import('/mae4j/assets/store.js').then(async ({Store}) => {"
        + " let runs = [{id: 'a', updated: 9e12}];"
        + " const answer = url => url.pathname.endsWith('/runs') ? {runs, sweeps: [], places: []}"
        + "   : url.pathname.endsWith('/values') ? Object.fromEntries(runs"
        + "     .filter(run => run.updated > Number(url.searchParams.get('since'))).map(run => [run.id, run])) : {};"
        + " window.fetch = async url => ({ok: true, json: async () => answer(new URL(url))});"
        + " const store = new Store();"
        + " const known = async () => { await store.list(); return [...store.values.values()]"
        + "   .map(run => run.name ?? run.id).sort().join(); };"
        + " const all = [await known()];"
        + " runs = [...runs, {id: 'old', updated: 5}];"
        + " all.push(await known());"
        + " runs = [runs[0], {id: 'old', name: 'older', updated: 3}];"
        + " all.push(await known());"
        + " return all.join(' '); })"));
  }
}
