package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.config.UiConfig;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.Browser;
import org.mae4j.testing.Browser.Screen;
import org.mae4j.ui.UiServer;
import org.openqa.selenium.Keys;

/** Tests the live pages in a browser. Screenshots are written to {@code target/screenshots}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final List<String> VIEWS = List.of("curves", "compare", "reconstructions", "confusion", "sweep");
  private static final List<String> TRAINING_PAGES = List.of("overview", "model", "system");
  /** A name that would be an image with a script if it were treated as markup. */
  private static final String MARKUP = "<img src=x onerror=fail()>";

  private Path directory;
  private Path runs;
  private Path conf;
  private UiServer server;

  @BeforeAll
  void trainTwoRunsAndASweep(@TempDir Path temporary) {
    assumeTrue(Browser.missing().isEmpty(), () -> "no browser test: " + Browser.missing().orElseThrow());
    directory = temporary;
    runs = temporary.resolve("runs");
    conf = SmallExperiment.write(temporary);
    run("run", conf, "figures.every=1", "--out", runs.resolve("first"));
    run("pretrain", conf, "figures.every=1", "model.maskRatio=0.5", "--out", runs.resolve(MARKUP));
    run("sweep", sweep(temporary), "--out", runs.resolve("search"));
    server = UiServer.start(new UiConfig(true, "127.0.0.1", 0), List.of(runs));
  }

  private static Path sweep(Path directory) {
    try {
      return Files.writeString(directory.resolve("sweep.conf"), """
          include "small.conf"
          pretrain.epochs = 1
          sweep { objective = pretrain.val.maskedMse, direction = minimize }
          sweep.parameters.model.decoder.depth = { integer = [1, 2] }
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Object... words) {
    Captured done = Captured.run(words);
    assertEquals(0, done.code(), done.err());
  }

  @AfterAll
  void stopServing() {
    if (server != null) {
      server.close();
    }
  }

  private String page(String hash) {
    return server.address() + "/mae4j#" + hash;
  }

  /** Opens a view of all runs: two single runs and two trials. */
  private void openAll(Browser browser, String view) {
    browser.go(page("runs=&view=" + view));
    browser.await("document.querySelectorAll('.runs input').length === 4");
    browser.value("document.getElementById('runs-all').click()");
    browser.await("document.querySelectorAll('.runs input:checked').length === 4");
  }

  private static int points(Browser browser, String figure) {
    return Integer.parseInt((String) browser.value("document.getElementById('figure-" + figure
        + "')?.dataset.points ?? '0'"));
  }

  private void assertNoErrors(Browser browser, String address) {
    assertEquals(List.of(), browser.errors());
    assertEquals(List.of(URI.create(address).getAuthority()), browser.servers());
  }

  private static void assertFits(Browser browser) {
    assertEquals(0L, browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
  }

  @Test
  void curvesGrowWhileARunTrains() {
    Path printed = directory.resolve("printed.txt");
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT);
        ChildRun child = ChildRun.start(printed, "pretrain", conf, "pretrain.epochs=5000", "figures.images=0", "--ui",
            "ui.port=0", "--out", directory.resolve("live"))) {
      assertTrue(child.await(() -> UiTest.address(child).isPresent()), child::printed);
      String address = UiTest.address(child).orElseThrow();
      browser.go(address + "/mae4j");
      browser.await("document.getElementById('figure-loss')?.dataset.points > 0");
      int before = points(browser, "loss");
      browser.await("document.getElementById('figure-loss').dataset.points > " + before);
      browser.await("document.getElementById('status').textContent.includes('1 run in progress')");
      browser.screenshot(PICTURES.resolve("running.png"));
      assertNoErrors(browser, address);
      child.send("TERM");
      assertEquals(143, child.exitCode(), child::printed);
      browser.await("document.getElementById('status').textContent.includes('The server does not respond; next try')");
      assertTrue(points(browser, "loss") > before, "the curves remain visible");
    }
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void allPagesFitOnEveryScreenWithoutErrors(Screen screen) {
    String name = screen.name().toLowerCase(Locale.ROOT).replace('_', '-');
    try (Browser browser = Browser.open(screen)) {
      for (String view : VIEWS) {
        openAll(browser, view);
        browser.await("document.querySelector('main .figure[data-points], main td, main .sheet, main .confusion')");
        browser.await("[...document.querySelectorAll('main img')].every(image => image.complete)");
        assertFits(browser);
        browser.screenshot(PICTURES.resolve(name + "-" + view + ".png"));
      }
      assertNoErrors(browser, server.address());
    }
  }

  @Test
  void trainingPagesShowARunWithoutErrors() {
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT)) {
      browser.go(server.address() + "/train/overview");
      browser.await("document.body.textContent.includes('ComputationGraph')");
      for (String page : TRAINING_PAGES) {
        browser.go(server.address() + "/train/" + page);
        browser.await("window.jQuery && jQuery.active === 0");
        browser.screenshot(PICTURES.resolve("train-" + page + ".png"));
      }
      assertNoErrors(browser, server.address());
    }
  }

  /** Without bias correction, the average would start near zero. */
  @Test
  void smoothingIsUnbiased() {
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT)) {
      browser.go(page(""));
      assertEquals("4.0000 4.0000 2.2857", browser.value("import('/mae4j/assets/curves.js')"
          + ".then(curves => curves.smoothed([4, 4, 1], 0.5).map(value => value.toFixed(4)).join(' '))"));
    }
  }

  @Test
  void figuresAreOperatedByKeyboard() {
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT)) {
      openAll(browser, "curves");
      browser.await("document.getElementById('figure-loss')?.dataset.points > 0");
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
      assertNoErrors(browser, server.address());
    }
  }

  private static Object drawn(Browser browser) {
    browser.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return browser.value("document.querySelector('#figure-loss canvas').toDataURL()");
  }

  @Test
  void theSliderMovesTheReconstructionsOfAllRuns() {
    try (Browser browser = Browser.open(Screen.PHONE_LIGHT)) {
      openAll(browser, "reconstructions");
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
      assertNoErrors(browser, server.address());
    }
  }

  @Test
  void cellsOfAConfusionMatrixAreDescribed() {
    try (Browser browser = Browser.open(Screen.DESKTOP_DARK)) {
      openAll(browser, "confusion");
      browser.await("document.querySelector('.confusion td[tabindex=\"0\"]')");
      browser.press(".confusion td[tabindex='0']", Keys.ARROW_RIGHT);
      String description = browser.text(".cell-description");
      assertTrue(description.matches("\\d+ of \\d+ images of \\S+ \\([\\d.]+ %\\) classified as \\S+"), description);
      browser.press(Keys.ARROW_DOWN);
      assertNotEquals(description, browser.text(".cell-description"));
    }
  }

  @Test
  void aTrialLinksToItsCurves() {
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT)) {
      browser.go(page("view=sweep"));
      browser.await("document.querySelectorAll('.ranking tbody tr').length === 2");
      assertTrue(browser.text(".ranking tbody tr").startsWith("1 "), browser.text(".ranking"));
      browser.press(".ranking .link", Keys.ENTER);
      browser.await("document.getElementById('figure-loss')?.dataset.points > 0");
      assertEquals(1L, browser.value("document.querySelectorAll('.runs input:checked').length"));
    }
  }

  @Test
  void aBookmarkRestoresThePage() {
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT)) {
      String threeRuns = "document.querySelector('.compared thead tr')?.childElementCount === 1 + 3";
      openAll(browser, "compare");
      browser.click(".runs input:checked");
      browser.await(threeRuns);
      String bookmark = (String) browser.value("location.href");
      browser.go("about:blank");
      browser.go(bookmark);
      browser.await(threeRuns);
      assertEquals(3L, browser.value("document.querySelectorAll('.runs input:checked').length"));
      assertTrue(browser.text("main").contains("model.decoder.depth 1 1 2"), browser.text("main"));
    }
  }

  @Test
  void namesAreNotMarkup() {
    try (Browser browser = Browser.open(Screen.DESKTOP_LIGHT)) {
      for (String view : VIEWS) {
        openAll(browser, view);
        browser.await("document.querySelector('main').childElementCount > 0");
        assertTrue(browser.text("#runs").contains(MARKUP), browser.text("#runs"));
        assertFalse((Boolean) browser.value("!!document.querySelector('img[src=x]')"), view);
      }
      assertNoErrors(browser, server.address());
    }
  }

  @Test
  void thePageSaysThatThereAreNoRuns() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    try (UiServer nothing = UiServer.start(new UiConfig(true, "127.0.0.1", 0), List.of(empty));
        Browser browser = Browser.open(Screen.PHONE_LIGHT)) {
      browser.go(nothing.address() + "/mae4j");
      browser.await("document.querySelector('main .empty')?.textContent.startsWith('No runs yet')");
      assertTrue(browser.text("main").contains(empty.toString()), browser.text("main"));
      assertFits(browser);
      assertNoErrors(browser, nothing.address());
    }
  }
}
