package org.mae4j.config.extension;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Finds the plugin that a failure came from. */
public final class PluginFailure {
  private PluginFailure() {}

  /** Returns the class of a plugin that threw a failure, with its jar; empty if other code threw it. */
  public static Optional<String> thrower(Throwable failure) {
    // Classes of Java have a module, those of this program, of its libraries and of plugins have none.
    return Stream.of(failure.getStackTrace()).filter(frame -> frame.getModuleName() == null).findFirst()
        .filter(PluginFailure::isOfPlugin).map(PluginFailure::withJar);
  }

  /**
   * Returns the class of a plugin from which the code that failed was called, with its jar; empty if no plugin called it.
   */
  public static Optional<String> caller(Throwable failure) {
    return Stream.of(failure.getStackTrace()).filter(PluginFailure::isOfPlugin).findFirst()
        .map(PluginFailure::withJar);
  }

  private static boolean isOfPlugin(StackTraceElement frame) {
    return Extensions.PLUGINS.equals(frame.getClassLoaderName());
  }

  private static String withJar(StackTraceElement frame) {
    String type = frame.getClassName();
    return withJars(type,
        Extensions.plugins().stream().map(Extensions.Plugin::jar).filter(jar -> containsClass(jar, type)).limit(1));
  }

  static String withJars(String type, Stream<Path> jars) {
    String names = jars.map(Path::toString).collect(Collectors.joining(" and of "));
    return names.isEmpty() ? type : type + " of " + names;
  }

  static boolean containsClass(Path jar, String type) {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.getEntry(type.replace('.', '/') + ".class") != null;
    } catch (IOException e) {
      return false; // the jar was replaced while the program ran
    }
  }
}
