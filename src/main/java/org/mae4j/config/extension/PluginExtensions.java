package org.mae4j.config.extension;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;

/**
 * The extensions of a jar of the user.
 *
 * @param classes loads the classes of all jars
 */
record PluginExtensions(Path jar, ClassLoader classes) {
  static final String SERVICES = "META-INF/services/" + Extension.class.getName();
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /**
   * Creates the extensions.
   *
   * @return none if no service file names any
   * @throws UserException if the file is not a jar, or an extension cannot be loaded or has a wrong name
   */
  List<Extension> all() {
    if (!hasServices()) {
      return List.of();
    }
    try {
      List<Extension> found =
          ServiceLoader.load(Extension.class, services()).stream().map(ServiceLoader.Provider::get).toList();
      found.forEach(this::require);
      return found;
    } catch (UnsupportedClassVersionError e) {
      throw problem(jar, "is compiled for a newer Java than " + Runtime.version().feature()
          + ", which runs it; compile it with javac --release 17 (" + e.getMessage() + ")");
    } catch (ServiceConfigurationError e) {
      throw problem(jar, e.getMessage().replace(Extension.class.getName() + ": ",
          "names a class in " + SERVICES + " that cannot be used: ") + cause(e));
    } catch (LinkageError e) {
      throw problem(jar, e.toString());
    }
  }

  /** Returns the exception that the constructor of an extension threw; empty if there is none. */
  private static String cause(ServiceConfigurationError e) {
    return e.getCause() == null || e.getCause() instanceof ReflectiveOperationException ? "" : ": " + e.getCause();
  }

  private void require(Extension extension) {
    String name = name(extension);
    if (name == null || !NAME.matcher(name).matches()) {
      throw problem(jar, extension.getClass().getName() + " has the name '" + name
          + "'; use lower-case letters, digits and '-'");
    }
    PluginSettings.problem(extension).ifPresent(problem -> {
      throw problem(jar, "cannot be used: " + problem);
    });
  }

  private String name(Extension extension) {
    try {
      return extension.name();
    } catch (RuntimeException e) {
      throw problem(jar, "cannot be used: " + extension.getClass().getName() + ".name() fails: " + e);
    }
  }

  /** Returns a loader that finds the service file of this jar alone, so that messages can name the jar. */
  private ClassLoader services() {
    return new ClassLoader(classes) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return Collections.enumeration(List.of(new URL("jar:" + url(jar) + "!/" + name)));
      }
    };
  }

  private boolean hasServices() {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.getEntry(SERVICES) != null;
    } catch (IOException e) {
      throw problem(jar, "is not a jar: " + IoMessage.problem(e));
    }
  }

  static URL url(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw problem(jar, Files.exists(jar) ? "is not a file; name a jar" : "does not exist");
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw problem(jar, "cannot be addressed: " + e.getMessage());
    }
  }

  static UserException problem(Path jar, String problem) {
    return new UserException("--plugins: " + jar + " " + problem.replace('\n', ' '));
  }
}
