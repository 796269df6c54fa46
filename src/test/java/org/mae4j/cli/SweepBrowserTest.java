package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.testing.Browser;
import org.mae4j.testing.Browser.Screen;
import org.openqa.selenium.Keys;

/** Tests the page of a sweep in a browser. */
@ExtendWith(LivePages.Provider.class)
class SweepBrowserTest {
  private final LivePages pages;

  SweepBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  @Test
  void aTrialLinksToItsCurves() {
    Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
    browser.go(pages.page("view=sweep"));
    browser.await("document.querySelectorAll('.ranking tbody tr').length === 2");
    assertTrue(browser.text(".ranking tbody tr").startsWith("1 "), browser.text(".ranking"));
    browser.press(".ranking .link", Keys.ENTER);
    browser.await("document.getElementById('figure-loss')?.dataset.points > 0");
    assertEquals(1L, browser.value("document.querySelectorAll('.runs input:checked').length"));
  }
}
