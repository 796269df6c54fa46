package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the class path has the pinned versions of libraries whose old versions have known vulnerabilities. */
class LibrariesTest {
  private static final List<String> JARS = Arrays.stream(System.getProperty("java.class.path")
      .split(File.pathSeparator)).map(entry -> Path.of(entry).getFileName().toString()).toList();

  /** The shaded copy in ND4J, and the library of the browser driver, which only tests use. */
  private static final Set<String> OTHER_GUAVA = Set.of("guava-1.0.0-M2.1.jar", "guava-33.7.2-jre.jar");

  /** Names of jars without version, with the property that pins the version. */
  static List<Map.Entry<String, String>> pinned() {
    return List.of(Map.entry("vertx-(core|web|web-common|auth-common|bridge-common)", "vertx"),
        Map.entry("netty-[a-z0-9-]+", "netty"), Map.entry("jackson-(core|databind)", "jackson"),
        Map.entry("freemarker", "freemarker"), Map.entry("agrona", "agrona"), Map.entry("jquery", "jquery"),
        Map.entry("bootstrap", "bootstrap"), Map.entry("popper.js", "popper"), Map.entry("cytoscape", "cytoscape"),
        Map.entry("commons-codec", "commons-codec"), Map.entry("commons-collections4", "commons-collections"),
        Map.entry("commons-compress", "commons-compress"), Map.entry("commons-io", "commons-io"),
        Map.entry("commons-lang3", "commons-lang"), Map.entry("commons-net", "commons-net"),
        Map.entry("gson", "gson"), Map.entry("logback-(classic|core)", "logback"));
  }

  @ParameterizedTest
  @MethodSource("pinned")
  void theClassPathHasOnlyThePinnedVersion(Map.Entry<String, String> library) throws IOException {
    Pattern jar = Pattern.compile(library.getKey() + "-(\\d.*)\\.jar");
    List<String> found = JARS.stream().filter(name -> jar.matcher(name).matches()).toList();
    assertFalse(found.isEmpty(), library.getKey());
    String version = property(library.getValue() + ".version");
    assertEquals(List.of(), found.stream().filter(name -> !name.endsWith("-" + version + ".jar")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mapdb", "sqlite-jdbc", "aeron-all", "jcommander", "jakarta.xml.bind-api", "guava", "jquery-ui",
          "jquery-migrate", "datatables", "lodash", "hdf5"})
  void unusedLibrariesAreAbsent(String library) {
    assertEquals(List.of(), JARS.stream().filter(name -> name.matches(Pattern.quote(library) + "-\\d.*"))
        .filter(name -> !OTHER_GUAVA.contains(name)).toList());
  }

  @Test
  void allNettyJarsHaveTheSameVersion() {
    assertEquals(1, JARS.stream().filter(name -> name.startsWith("netty-"))
        .map(name -> name.replaceFirst("^netty-[a-z0-9-]*?-(\\d.*)\\.jar$", "$1")).distinct().count());
  }

  private static String property(String name) throws IOException {
    Document pom = Jsoup.parse(new File("pom.xml"), "UTF-8", "", Parser.xmlParser());
    return pom.selectFirst("project > properties > " + name.replace(".", "\\.")).text();
  }
}
