package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.pages.Browser.Screen;
import org.mae4j.config.UiConfig;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.MemoryDirectory;
import org.mae4j.ui.UiServer;

/**
 * The live pages of two runs and of a sweep with two trials, and a browser. All browser tests of a process share them.
 */
final class LivePages {
  /** A name that would be an image with a script if it were treated as markup. */
  static final String MARKUP = "<img src=x onerror=fail()>";

  private static final Path PICTURES = Path.of("target", "screenshots");

  private final Path directory;
  private final UiServer server;
  private final Browser browser;

  /** Gives the pages to the tests of a class, which are skipped without a browser. */
  static final class Provider implements BeforeAllCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
      assumeTrue(Browser.missing().isEmpty(), () -> "no browser test: " + Browser.missing().orElseThrow());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == LivePages.class;
    }

    @Override
    public LivePages resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Shared.PAGES;
    }
  }

  /** The pages of this process, because a store of JUnit ends with the test class where several processes run tests. */
  private static final class Shared {
    private static final LivePages PAGES = new LivePages();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(PAGES::close));
    }

    private Shared() {}
  }

  private LivePages() {
    try {
      directory = MemoryDirectory.create("live-pages");
      Path runs = directory.resolve("runs");
      run("run", SmallExperiment.write(directory), "figures.every=1", "--out", runs.resolve("first"));
      copy(runs.resolve(MARKUP), "maskRatio = 0.75", "maskRatio = 0.5");
      run("sweep", sweep(directory), "--out", runs.resolve("search"));
      server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(runs));
      browser = Browser.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Object... words) {
    Captured done = Captured.run(words);
    assertEquals(0, done.code(), done.err());
  }

  private static Path sweep(Path directory) throws IOException {
    return Files.writeString(directory.resolve("sweep.conf"), """
        include "small.conf"
        pretrain.epochs = 1
        sweep { objective = pretrain.val.maskedMse, direction = minimize }
        sweep.parameters.model.decoder.depth = { integer = [1, 2] }
        """);
  }

  /** Returns a directory for the files of a test. */
  Path directory(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  /** Copies the first run and changes a setting; a second training would take longer and show nothing else. */
  void copy(Path to, String setting, String changed) throws IOException {
    FileUtils.copyDirectory(runs().resolve("first").toFile(), to.toFile());
    Path settings = to.resolve("config.conf");
    Files.writeString(settings, Files.readString(settings).replace(setting, changed));
  }

  Path runs() {
    return directory.resolve("runs");
  }

  String address() {
    return server.address();
  }

  String page(String hash) {
    return address() + "/mae4j#" + hash;
  }

  /** Returns the browser with an empty page. */
  Browser browser(Screen screen) {
    browser.show(screen);
    browser.go("about:blank");
    browser.errors();
    browser.servers();
    return browser;
  }

  /** Opens a view of all runs: two single runs and two trials. */
  void openAll(Browser browser, String view) {
    browser.go("about:blank");
    browser.go(page("runs=&view=" + view));
    browser.await("document.querySelectorAll('.runs input').length === 4");
    browser.value("document.getElementById('runs-all').click()");
    browser.await("document.querySelectorAll('.runs input:checked').length === 4");
  }

  void screenshot(Browser browser, String name) {
    browser.screenshot(PICTURES.resolve(name + ".png"));
  }

  void assertNoErrors(Browser browser) {
    assertNoErrors(browser, address());
  }

  static void assertNoErrors(Browser browser, String address) {
    assertEquals(List.of(), browser.errors());
    assertEquals(List.of(URI.create(address).getAuthority()), browser.servers());
  }

  static void assertFits(Browser browser) {
    assertEquals(0L, browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
  }

  private void close() {
    browser.close();
    server.close();
    FileUtils.deleteQuietly(directory.toFile());
  }
}
