package org.mae4j.cli.pages;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpMethod;
import org.openqa.selenium.remote.service.DriverCommandExecutor;

/** A headless browser that is installed on the machine; nothing is downloaded. */
public final class Browser implements AutoCloseable {
  /** Polls in a row without a change of the page after which waiting fails; each is a round trip to the server. */
  private static final int PATIENCE = 1000;
  private static final long POLL_NANOS = 20_000_000;
  /** Longer than any answer of the browser; a test that hangs is ended with its process. */
  private static final Duration ANSWER = Duration.ofHours(1);
  /**
   * Calls back with whether an expression is true and, if it is not, with the address of the page and the number of its
   * changes since the first call.
   */
  private static final String POLL = """
      const done = arguments[arguments.length - 1];
      if (!window.pollChanges) {
        window.pollChanges = {count: 0};
        new MutationObserver(() => window.pollChanges.count++)
          .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
      }
      const report = () => done([!!(%s), location.href + ' ' + window.pollChanges.count]);
      if (%s) {
        done([true, '']);
      } else {
        fetch(location.href, {method: 'HEAD', cache: 'no-store'}).then(report, report);
      }""";
  private static final Pattern REQUEST =
      Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");
  /** The sandbox does not work for the user root. The other options disable background requests to the vendor. */
  private static final List<String> ARGUMENTS = List.of("--headless", "--no-sandbox", "--disable-gpu",
      "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--disable-extensions",
      "--disable-site-isolation-trials", "--renderer-process-limit=1", "--in-process-gpu",
      "--disable-features=BackForwardCache,Translate,MediaRouter,OptimizationHints");

  private final Chrome driver;

  /** The size of the page in CSS pixels and the preferred color scheme. */
  public enum Screen {
    DESKTOP_LIGHT(1280, 900, false), DESKTOP_DARK(1280, 900, true), PHONE_LIGHT(360, 740, false),
    PHONE_DARK(360, 740, true);

    private final int width;
    private final int height;
    private final boolean dark;

    Screen(int width, int height, boolean dark) {
      this.width = width;
      this.height = height;
      this.dark = dark;
    }
  }

  /** A driver with the commands of Chrome's own protocol. */
  private static final class Chrome extends RemoteWebDriver {
    private static final String COMMAND = "executeCdpCommand";
    private static final Map<String, CommandInfo> COMMANDS =
        Map.of(COMMAND, new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST));

    Chrome(ChromeDriverService service) {
      super(new DriverCommandExecutor(service, COMMANDS, ClientConfig.defaultConfig().readTimeout(ANSWER)), options());
    }

    void send(String command, Map<String, ?> parameters) {
      execute(COMMAND, Map.of("cmd", command, "params", parameters));
    }
  }

  private Browser(Chrome driver) {
    this.driver = driver;
  }

  /** Returns what is missing to start a browser, in words; empty if a browser can be started. */
  public static Optional<String> missing() {
    List<String> missing = new ArrayList<>();
    if (browser().isEmpty()) {
      missing.add("no chromium or google-chrome on the PATH");
    }
    if (installed("chromedriver").isEmpty()) {
      missing.add("no chromedriver on the PATH");
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
  }

  private static Optional<File> browser() {
    return Stream.of("chromium", "chromium-browser", "google-chrome").flatMap(name -> installed(name).stream())
        .findFirst();
  }

  private static Optional<File> installed(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> new File(folder, name)).filter(File::canExecute).findFirst();
  }

  /** Starts a browser. */
  public static Browser open() {
    Chrome driver = new Chrome(new ChromeDriverService.Builder()
        .usingDriverExecutable(installed("chromedriver").orElseThrow()).usingAnyFreePort().build());
    driver.manage().timeouts().scriptTimeout(ANSWER).pageLoadTimeout(ANSWER);
    return new Browser(driver);
  }

  private static ChromeOptions options() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow());
    options.addArguments(ARGUMENTS);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  /** Gives the page another size and color scheme. */
  public void show(Screen screen) {
    driver.send("Emulation.setDeviceMetricsOverride",
        Map.of("width", screen.width, "height", screen.height, "deviceScaleFactor", 1, "mobile", false));
    driver.send("Emulation.setEmulatedMedia", Map.of("features",
        List.of(Map.of("name", "prefers-color-scheme", "value", screen.dark ? "dark" : "light"))));
  }

  public void go(String address) {
    driver.get(address);
  }

  /** Returns the value of a JavaScript expression. */
  public Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  public String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  public void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  public void doubleClick(String selector) {
    new Actions(driver).doubleClick(driver.findElement(By.cssSelector(selector))).perform();
  }

  /** Drags from the center of an element. @param down distance in CSS pixels */
  public void drag(String selector, int down) {
    new Actions(driver).clickAndHold(driver.findElement(By.cssSelector(selector))).moveByOffset(0, down).release()
        .perform();
  }

  /** Focuses an element and presses keys. */
  public void press(String selector, CharSequence... keys) {
    WebElement element = driver.findElement(By.cssSelector(selector));
    driver.executeScript("arguments[0].focus()", element);
    press(keys);
  }

  /** Presses keys in the focused element. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Returns whether a JavaScript expression is true. */
  public boolean is(String expression) {
    return Boolean.TRUE.equals(value("!!(" + expression + ")"));
  }

  /**
   * Waits until an expression is true. Fails if the page does not change during {@value #PATIENCE} polls, so that a slow
   * machine does not matter.
   */
  public void await(String expression) {
    Object last = "";
    for (int unchanged = 0; unchanged <= PATIENCE; unchanged++) {
      List<?> answer = (List<?>) driver.executeAsyncScript(POLL.formatted(expression, expression));
      if (Boolean.TRUE.equals(answer.get(0))) {
        return;
      }
      if (!answer.get(1).equals(last)) {
        unchanged = 0;
        last = answer.get(1);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("still false although the page no longer changes: " + expression + " at "
        + driver.getCurrentUrl() + "\n" + text("body"));
  }

  /** Writes a screenshot as a PNG file. */
  public void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the pixels of an element. */
  public BufferedImage picture(String selector) {
    try {
      return ImageIO.read(new ByteArrayInputStream(
          driver.findElement(By.cssSelector(selector)).getScreenshotAs(OutputType.BYTES)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the warnings and errors of the console since the last call. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()).map(LogEntry::getMessage).toList();
  }

  /** Returns the hosts and ports that received requests since the last call. */
  public List<String> servers() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream().map(LogEntry::getMessage)
        .map(REQUEST::matcher).filter(Matcher::find).map(found -> found.group(1))
        .filter(address -> !address.startsWith("data:")).map(address -> URI.create(address).getAuthority()).distinct()
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
