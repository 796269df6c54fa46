package org.mae4j.config.extension;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.base.UserException;

/** The registry of the extensions of this program and of the user's jars, by point and name. */
public final class Extensions {
  /** The name of the loader of the classes of the user's jars. */
  static final String PLUGINS = "plugins";

  private static volatile Loaded loaded = new Loaded(List.of(), builtIn());

  /** The extensions that there are, and the jars of the user among those that they came from. */
  private record Loaded(List<Path> jars, List<Extension> extensions) {}

  /**
   * A jar of the user.
   *
   * @param extensions its extensions as {@code POINT=NAME}
   */
  public record Plugin(Path jar, List<String> extensions) {}

  private Extensions() {}

  /**
   * Adds the extensions of {@code jars} to those of this program. Jars that were added before are replaced, unless they
   * are the same.
   *
   * @throws UserException if a jar is missing, the jars add no extension, or one of their extensions cannot be loaded or
   *     has a name that is wrong or taken
   */
  public static synchronized void add(List<Path> jars) {
    List<Path> absolute = jars.stream().map(Path::toAbsolutePath).map(Path::normalize).distinct().toList();
    // Loading a jar again would make other classes of its extensions, while runs still use the first.
    if (!absolute.equals(loaded.jars())) {
      List<Extension> all = Stream.concat(builtIn().stream(), ofPlugins(absolute).stream()).toList();
      requireDistinct(all, absolute);
      loaded = new Loaded(absolute, all);
    }
  }

  /** Returns the jars of the user, each with its extensions. */
  public static List<Plugin> plugins() {
    Loaded now = loaded;
    return now.jars().stream().map(jar -> new Plugin(jar, now.extensions().stream()
        .filter(extension -> isFrom(jar, extension)).map(Extensions::choice).toList())).toList();
  }

  /** Returns an exception for an extension of a jar that breaks the rules of its interface. @param problem with remedy */
  public static UserException broken(Extension extension, String problem) {
    return new UserException("--plugins: " + origin(extension, loaded.jars()) + " cannot be used: " + problem);
  }

  private static boolean isFrom(Path jar, Extension extension) {
    return extension.getClass().getProtectionDomain().getCodeSource().getLocation().toExternalForm()
        .equals(PluginExtensions.url(jar).toExternalForm());
  }

  /** Returns the extensions of a kind by name. */
  public static <T extends Extension> SortedMap<String, T> of(Class<T> type) {
    SortedMap<String, T> found = new TreeMap<>();
    loaded.extensions().stream().filter(type::isInstance)
        .forEach(extension -> found.put(extension.name(), type.cast(extension)));
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
        + type.getSimpleName().toLowerCase(Locale.ROOT) + " is called '" + name + "'"
        + (known.isEmpty() ? "" : "; known: " + String.join(", ", known.keySet()))
        + "; --plugins adds those of a jar"));
  }

  /** Returns the extensions at a point by name. */
  public static SortedMap<String, Extension> at(String point) {
    SortedMap<String, Extension> found = new TreeMap<>();
    loaded.extensions().stream().filter(extension -> extension.point().equals(point))
        .forEach(extension -> found.put(extension.name(), extension));
    return found;
  }

  private static List<Extension> builtIn() {
    return ServiceLoader.load(Extension.class, Extensions.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get).toList();
  }

  private static List<Extension> ofPlugins(List<Path> jars) {
    URL[] urls = jars.stream().map(PluginExtensions::url).toArray(URL[]::new);
    // Never closed: extensions load classes for as long as the program runs.
    ClassLoader classes = new URLClassLoader(PLUGINS, urls, Extensions.class.getClassLoader());
    List<Extension> found = jars.stream().flatMap(jar -> new PluginExtensions(jar, classes).all().stream()).toList();
    // A jar without extensions may have classes that those of another one need.
    if (found.isEmpty() && !jars.isEmpty()) {
      throw PluginExtensions.problem(jars.get(0),
          "adds no extension: it has no " + PluginExtensions.SERVICES + " that names its class");
    }
    return found;
  }

  private static void requireDistinct(List<Extension> found, List<Path> jars) {
    SortedMap<String, Extension> byName = new TreeMap<>();
    for (Extension extension : found) {
      Extension other = byName.put(choice(extension), extension);
      if (other != null) {
        throw new UserException("--plugins: " + choice(extension) + " is defined twice, by " + origin(other, jars)
            + (other.getClass() == extension.getClass() ? "; leave one of these jars out"
                : " and " + origin(extension, jars) + "; give one of them another name, or leave its jar out"));
      }
    }
  }

  /** Returns the class of an extension with the jars that have it; two versions of a plugin have the same classes. */
  private static String origin(Extension extension, List<Path> jars) {
    String type = extension.getClass().getName();
    return PluginFailure.withJars(type, jars.stream().filter(jar -> PluginFailure.containsClass(jar, type)));
  }

  private static String choice(Extension extension) {
    return extension.point() + "=" + extension.name();
  }
}
