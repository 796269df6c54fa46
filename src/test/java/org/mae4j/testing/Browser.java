package org.mae4j.testing;

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
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.service.DriverCommandExecutor;

/** A browser without a window, if one is installed; nothing is ever downloaded for it. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 20_000_000;
  private static final Pattern REQUEST =
      Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");
  /** Root needs to do without a sandbox; the others keep the browser from calling its maker. */
  private static final List<String> ARGUMENTS = List.of("--headless", "--no-sandbox", "--disable-gpu",
      "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--force-color-profile=srgb");

  private final RemoteWebDriver driver;

  /** How wide and high the page is in CSS pixels, and whether its reader prefers light or dark. */
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

  private Browser(RemoteWebDriver driver) {
    this.driver = driver;
  }

  /** What is missing to start a browser, in words; empty if nothing is. */
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

  /** Starts one. */
  public static Browser open(Screen screen) {
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(installed("chromedriver").orElseThrow()).usingAnyFreePort().build();
    return new Browser(new RemoteWebDriver(new DriverCommandExecutor(service), options(screen)));
  }

  private static ChromeOptions options(Screen screen) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow());
    options.addArguments(ARGUMENTS);
    options.addArguments("--window-size=" + screen.width + "," + screen.height,
        "--blink-settings=preferredColorScheme=" + (screen.dark ? 0 : 1));
    options.setExperimentalOption("mobileEmulation", Map.of("deviceMetrics",
        Map.of("width", screen.width, "height", screen.height, "pixelRatio", 1, "mobile", false, "touch", false)));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  public void go(String address) {
    driver.get(address);
  }

  /** The value of an expression in the page. */
  public Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  public String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  public void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Gives an element the focus and presses keys there. */
  public void press(String selector, CharSequence... keys) {
    WebElement element = driver.findElement(By.cssSelector(selector));
    driver.executeScript("arguments[0].focus()", element);
    press(keys);
  }

  /** Presses keys where the focus is. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Waits until an expression is true; fails if it is not after a minute. */
  public void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(value("!!(" + expression + ")"))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came true: " + expression + " at " + driver.getCurrentUrl() + "\n"
            + text("body"));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Writes what can be seen as a PNG. */
  public void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the console had to complain of, since the last time that this was asked for. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()).map(LogEntry::getMessage).toList();
  }

  /** Hosts and ports that the pages asked something of, since the last time that this was asked for. */
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
