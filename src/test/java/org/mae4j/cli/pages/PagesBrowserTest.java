package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.cli.pages.Browser.Screen;
import org.mae4j.config.UiConfig;
import org.mae4j.ui.RunFixture;
import org.mae4j.ui.UiServer;

/** Tests what all live pages have in common in a browser. Screenshots are written to {@code target/screenshots}. */
@ExtendWith(LivePages.Provider.class)
class PagesBrowserTest {
  private static final List<String> VIEWS =
      List.of("run", "curves", "compare", "reconstructions", "confusion", "sweep");
  private static final List<String> TRAINING_PAGES = List.of("overview", "model", "system");

  private final LivePages pages;

  PagesBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  /** Sizes and color schemes do not depend on each other. */
  @ParameterizedTest
  @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
  void allPagesFitOnEveryScreenWithoutErrors(Screen screen) {
    String name = screen.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Browser browser = pages.browser(screen);
    for (String view : VIEWS) {
      pages.openAll(browser, view);
      browser.await("document.querySelector('main .figure[data-points], main td, main .sheet, main .confusion')");
      browser.await("[...document.querySelectorAll('main img')].every(image => image.complete)");
      LivePages.assertFits(browser);
      assertKeysBreakAfterDots(browser, view);
      assertTrue(browser.value("document.getElementById('runs').textContent").toString().contains(LivePages.MARKUP));
      assertFalse(browser.is("document.querySelector('img[src=x]')"), view);
      pages.screenshot(browser, name + "-" + view);
    }
    pages.assertNoErrors(browser);
  }

  /** A key is in parts, each of which is on one line. */
  private static void assertKeysBreakAfterDots(Browser browser, String view) {
    assertEquals(List.of(), browser.value("[...document.querySelectorAll('main th, main h3, main .summary')]"
        + ".flatMap(element => [...element.childNodes]).filter(part => part.nodeType === Node.TEXT_NODE && (() => {"
        + "   const range = document.createRange();"
        + "   range.selectNode(part);"
        + "   return /[a-z]\\.[a-z]/.test(part.data) || !/\\s/.test(part.data) && range.getClientRects().length > 1;"
        + " })()).map(part => part.data)"), view);
  }

  @Test
  void trainingPagesShowARunWithoutErrors() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.address() + "/train/overview");
    browser.await("document.body.textContent.includes('ComputationGraph')");
    browser.await("document.getElementById('startTime').textContent.match(/[0-9]/)");
    browser.await("document.getElementById('totalRuntime').textContent.match(/[0-9] s/)");
    assertTrue(browser.text("#sessionSelect").matches("(?s).*search_0002: pretrain.*first: pretrain.*"),
        browser.text("#sessionSelect"));
    for (String page : TRAINING_PAGES) {
      browser.go(pages.address() + "/train/" + page);
      browser.await("window.jQuery && jQuery.active === 0");
      pages.screenshot(browser, "train-" + page);
    }
    pages.assertNoErrors(browser);
  }

  @Test
  void thePageSaysWhyARunCannotBeShown() throws IOException {
    Path damaged = pages.directory("damaged");
    RunFixture.in(damaged.resolve("run")).write("metrics.csv", "step,epoch,name,value\n1,1,train.loss\n");
    Browser browser = pages.browser(Screen.PHONE_LIGHT);
    try (UiServer server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(damaged))) {
      for (String view : List.of("curves", "run")) {
        browser.go("about:blank");
        browser.go(server.address() + "/mae4j#view=" + view);
        browser.await("document.querySelector('main .problems:not([hidden])')?.textContent.includes('metrics.csv')");
        LivePages.assertFits(browser);
      }
      pages.screenshot(browser, "damaged");
    }
  }

  @Test
  void thePageSaysThatThereAreNoRuns() throws IOException {
    Path empty = pages.directory("empty");
    Browser browser = pages.browser(Screen.PHONE_LIGHT);
    try (UiServer nothing = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(empty))) {
      browser.go(nothing.address() + "/mae4j");
      browser.await("document.querySelector('main .empty')?.textContent.startsWith('No runs yet')");
      assertTrue(browser.text("main").contains(empty.toString()), browser.text("main"));
      LivePages.assertFits(browser);
      LivePages.assertNoErrors(browser, nothing.address());
    }
  }
}
