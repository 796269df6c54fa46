package org.mae4j.ui;

import io.vertx.core.http.impl.MimeMapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files for the browser, all from the class path.
 *
 * <p>Deeplearning4j's pages refer to old versions of libraries, some with known vulnerabilities, and load libraries that
 * they do not use. The used libraries are replaced by the versions of {@code pom.xml}, the others by empty scripts.
 */
final class WebAssets {
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final Pattern LIBRARY = Pattern.compile("webjars/([^/]+)/([^/]+)/(.+)");
  private static final Pattern FILE = Pattern.compile(".*\\.[a-z0-9]+");
  private static final Pattern OWN_FILE = Pattern.compile("[A-Za-z0-9_-]+\\.(css|ico|js|png|svg)");
  /** Maven groups of the libraries whose jars contain their version. */
  private static final Map<String, String> MAVEN_GROUPS =
      Map.of("jquery", "org.webjars.npm", "popper.js", "org.webjars.npm",
          "bootstrap", "org.webjars.npm", "coreui__coreui", "org.webjars.npm", "coreui__icons", "org.webjars.npm",
          "dagre", "org.webjars.npm", "cytoscape", "org.webjars.npm", "cytoscape-dagre", "org.webjars.bower");
  private static final Set<String> UNUSED = Set.of("chosen", "excanvas", "fullcalendar", "github-com-jboesch-Gritter",
      "imagesloaded", "jquery-knob", "jquery-migrate", "jquery-raty", "jquery-ui", "jquery.sparkline", "masonry",
      "modernizr", "noty", "retinajs", "uniform");
  private static final String TRAINING_SCRIPTS = "js/train/";
  /** A second copy of jQuery, which the system page loads. */
  private static final String SECOND_JQUERY = "jquery.min.js";

  /**
   * A file to serve.
   *
   * @param type media type
   */
  record Asset(String type, byte[] bytes) {}

  private WebAssets() {}

  /** Returns a file of mae4j's page. */
  static Optional<Asset> own(String name) {
    return OWN_FILE.matcher(name).matches() ? read("org/mae4j/ui/" + name) : Optional.empty();
  }

  /** Returns mae4j's page. */
  static Optional<Asset> page() {
    return read("org/mae4j/ui/index.html");
  }

  /** Returns a file of Deeplearning4j's pages. @param path path below {@code /assets/}, without parts that start with a dot */
  static Optional<Asset> ofDl4j(String path) {
    Matcher library = LIBRARY.matcher(path);
    if (!library.matches()) {
      Optional<Asset> file = read("deeplearning4jUiAssets/" + path);
      return path.startsWith(TRAINING_SCRIPTS) ? file.map(TrainingPages::script) : file;
    }
    String name = library.group(1);
    String file = library.group(3);
    if (UNUSED.contains(name) || name.equals("jquery") && file.equals(SECOND_JQUERY)) {
      return Optional.of(new Asset(type(file), new byte[0]));
    }
    return read(WEBJARS + name + "/" + version(name).orElse(library.group(2)) + "/" + file);
  }

  /** Returns a template of Deeplearning4j's pages. */
  static Optional<Asset> template(String name) {
    return read("templates/" + name);
  }

  private static Optional<String> version(String library) {
    return Optional.ofNullable(MAVEN_GROUPS.get(library))
        .flatMap(group -> read("META-INF/maven/" + group + "/" + library + "/pom.properties")).map(file -> {
          Properties properties = new Properties();
          try {
            properties.load(new ByteArrayInputStream(file.bytes()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return properties.getProperty("version");
        });
  }

  /** Reads a resource; empty if it does not exist or is a directory. */
  private static Optional<Asset> read(String resource) {
    URL url = WebAssets.class.getClassLoader().getResource(resource);
    if (url == null || !FILE.matcher(resource).matches()) {
      return Optional.empty();
    }
    try (InputStream in = url.openStream()) {
      return Optional.of(new Asset(type(resource), in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    String type = Optional.ofNullable(MimeMapping.getMimeTypeForFilename(name)).orElse("application/octet-stream");
    return type.startsWith("text/") || type.endsWith("javascript") ? type + "; charset=utf-8" : type;
  }
}
