package org.mae4j.config.extension;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.UserException;

/** The registry of extensions: those of this program and those of the user's jars, by point and name. */
public final class Extensions {
  private static volatile List<Extension> all = load(Extensions.class.getClassLoader());

  private Extensions() {}

  /**
   * Adds the extensions of {@code jars}.
   *
   * @throws UserException if a jar is missing, or one of its extensions cannot be loaded or has a name that is taken
   */
  public static void add(List<Path> jars) {
    URL[] urls = jars.stream().map(Extensions::url).toArray(URL[]::new);
    // Never closed: extensions load classes for as long as the program runs.
    all = load(new URLClassLoader("plugins", urls, Extensions.class.getClassLoader()));
  }

  /** Returns the extensions of a kind by name. */
  public static <T extends Extension> SortedMap<String, T> of(Class<T> type) {
    SortedMap<String, T> found = new TreeMap<>();
    all.stream().filter(type::isInstance).forEach(extension -> found.put(extension.name(), type.cast(extension)));
    return found;
  }

  /**
   * Returns the extension of a kind called {@code name}.
   *
   * @throws UserException if there is none, naming those that there are
   */
  public static <T extends Extension> T get(Class<T> type, String name) {
    SortedMap<String, T> known = of(type);
    return Optional.ofNullable(known.get(name)).orElseThrow(() -> new UserException("no "
        + type.getSimpleName().toLowerCase(Locale.ROOT) + " is called '" + name + "'; known: "
        + String.join(", ", known.keySet()) + "; --plugins adds those of a jar"));
  }

  /** Returns the extensions at a point by name. */
  public static SortedMap<String, Extension> at(String point) {
    SortedMap<String, Extension> found = new TreeMap<>();
    all.stream().filter(extension -> extension.point().equals(point))
        .forEach(extension -> found.put(extension.name(), extension));
    return found;
  }

  private static List<Extension> load(ClassLoader loader) {
    try {
      List<Extension> found = ServiceLoader.load(Extension.class, loader).stream().map(ServiceLoader.Provider::get)
          .toList();
      requireDistinct(found);
      return found;
    } catch (ServiceConfigurationError e) {
      throw new UserException("--plugins: " + e.getMessage());
    }
  }

  private static void requireDistinct(List<Extension> found) {
    SortedMap<String, Extension> byName = new TreeMap<>();
    for (Extension extension : found) {
      Extension other = byName.put(extension.point() + " = " + extension.name(), extension);
      if (other != null) {
        throw new UserException("--plugins: " + extension.point() + " = " + extension.name() + " is defined twice, by "
            + other.getClass().getName() + " and " + extension.getClass().getName());
      }
    }
  }

  private static URL url(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new UserException("--plugins: " + jar + " does not exist");
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UserException("--plugins: " + jar + " cannot be addressed: " + e.getMessage());
    }
  }
}
