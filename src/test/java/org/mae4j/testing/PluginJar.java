package org.mae4j.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.mae4j.config.extension.Extension;

/** Compiles the sources of a plugin, which are outside the main source tree, and packs them as a user does. */
public final class PluginJar {
  private PluginJar() {}

  /**
   * Makes a jar of the Java files below {@code sources}.
   *
   * @param extension fully qualified name of the extension's class
   * @param folder directory of the jar and the classes
   */
  public static Path of(Path sources, String extension, Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(javaFiles(sources), classes);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Extension.class.getName()), extension + "\n");
    Path jar = folder.resolve("plugin.jar");
    try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
      for (Path path : files(classes)) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** Compiles Java files with all warnings as errors, against the classes of this process. */
  public static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = List.of("-Xlint:all,-processing,-classfile", "-Werror", "-proc:none", "-d",
          classes.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled = compiler.getTask(null, manager, null, options, null,
          manager.getJavaFileObjectsFromPaths(sources)).call();
      if (!compiled) {
        throw new AssertionError("the sources do not compile");
      }
    }
  }

  /** Returns the Java files below a folder. */
  public static List<Path> javaFiles(Path sources) throws IOException {
    return files(sources).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
