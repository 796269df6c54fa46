package org.mae4j.backend.cuda.library;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mae4j.base.file.UserCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds CUDA's libraries: in the folders of {@code LD_LIBRARY_PATH}, where {@code src/cuda/libraries} puts them, in the
 * folders of {@code CUDA_HOME} and {@code CUDA_PATH}, of {@code /usr/local/cuda}, of pip's packages in a virtual
 * environment, in Conda, beside the programs of {@code PATH}, in the home directory and in the system, and last where the
 * system's loader finds them.
 */
public final class LibrarySearch {
  private static final Logger LOG = LoggerFactory.getLogger(LibrarySearch.class);

  /** Folder of the libraries of pip's packages below the prefix of a Python installation. */
  private static final List<String> PYTHON = List.of("site-packages", "dist-packages");

  /** The flag {@code RTLD_LAZY} of {@code dlopen}, without {@code RTLD_GLOBAL}. */
  private static final int LAZY_AND_LOCAL = 1;

  /** Libraries that others open by their names later. JNA closes a library that nothing refers to. */
  private static final Set<NativeLibrary> NEEDED = ConcurrentHashMap.newKeySet();

  private final Map<String, String> environment;
  private final List<Path> folders;

  /** @param environment variables of the process */
  public LibrarySearch(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.folders =
        Stream.of(loaderPath(), downloads(), toolkits(), packages()).flatMap(List::stream).filter(Files::isDirectory)
            .distinct().toList();
  }

  /**
   * Loads a library.
   *
   * @param names of its file, the best first
   * @return empty if none of them can be loaded
   */
  public <T extends Library> Optional<LoadedLibrary<T>> load(Class<T> functions, List<String> names) {
    return load(functions, names, library -> true);
  }

  /**
   * Loads a library that fulfills a condition.
   *
   * @param names of its file, the best first
   * @return empty if there is none
   */
  public <T extends Library> Optional<LoadedLibrary<T>> load(Class<T> functions, List<String> names,
      Predicate<T> usable) {
    Stream<String> files = names.stream()
        .flatMap(
            name -> folders.stream().map(folder -> folder.resolve(name)).filter(Files::exists).map(Path::toString));
    return Stream.concat(files, names.stream()).flatMap(file -> tryLoad(functions, file).stream())
        .filter(library -> usable.test(library.functions())).findFirst();
  }

  private static <T extends Library> Optional<LoadedLibrary<T>> tryLoad(Class<T> functions, String file) {
    try {
      loadNeeded(Path.of(file));
      return Optional.of(new LoadedLibrary<>(Native.load(file, functions, options(file)), file));
    } catch (LinkageError e) {
      // The library, or that of JNA.
      return Optional.empty();
    }
  }

  /**
   * Returns the options of JNA. A library of which there may be several versions does not offer its symbols to others, and
   * is not found again by its name alone.
   */
  public static Map<String, Object> options(String file) {
    return Path.of(file).isAbsolute() ? Map.of(Library.OPTION_OPEN_FLAGS, LAZY_AND_LOCAL) : Map.of();
  }

  /** Loads what cuBLAS and NVRTC need from the same folder, which the loader of the system may not know. */
  private static void loadNeeded(Path file) {
    String name = file.getFileName().toString();
    if (file.isAbsolute() && name.startsWith("libcublas.so")) {
      list(file.getParent(), name.replace("libcublas.so", "libcublasLt.so")).forEach(LibrarySearch::load);
    } else if (file.isAbsolute() && name.startsWith("libnvrtc.so")) {
      // NVRTC opens this file when it compiles.
      list(file.getParent(), "libnvrtc-builtins.so.*").forEach(LibrarySearch::load);
    }
  }

  private static void load(Path file) {
    NEEDED.add(NativeLibrary.getInstance(file.toString(), options(file.toString())));
  }

  private List<Path> loaderPath() {
    return path("LD_LIBRARY_PATH").toList();
  }

  private List<Path> downloads() {
    return List.of(UserCache.directory(environment).resolve("cuda"));
  }

  private Stream<Path> path(String variable) {
    return Arrays.stream(environment.getOrDefault(variable, "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank()).map(Path::of);
  }

  private List<Path> toolkits() {
    return Stream.concat(variables("CUDA_HOME", "CUDA_PATH"), Stream.of(Path.of("/usr/local/cuda")))
        .flatMap(home -> Stream.of(home.resolve("lib64"), home.resolve("lib"))).toList();
  }

  private List<Path> packages() {
    Stream<Path> local = variables("HOME").map(home -> home.resolve(".local"));
    Stream<Path> programs = path("PATH").map(Path::getParent).filter(Objects::nonNull);
    Stream<Path> prefixes = Stream.of(variables("VIRTUAL_ENV", "CONDA_PREFIX"), programs, local,
        Stream.of(Path.of("/usr/local"), Path.of("/usr"))).flatMap(prefix -> prefix);
    return prefixes.map(prefix -> prefix.resolve("lib")).flatMap(lib -> Stream.concat(Stream.of(lib),
        list(lib, "python3*").stream().flatMap(python -> PYTHON.stream().map(python::resolve))
            .map(site -> site.resolve("nvidia")).flatMap(site -> list(site, "*").stream())
            .map(part -> part.resolve("lib"))))
        .toList();
  }

  private Stream<Path> variables(String... names) {
    return Arrays.stream(names).map(environment::get).filter(value -> value != null && !value.isBlank())
        .map(Path::of);
  }

  /** Returns what a folder has, by name; nothing if it cannot be read, as a folder of another user. */
  private static List<Path> list(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
        entries.forEach(found::add);
      } catch (IOException | DirectoryIteratorException e) {
        LOG.debug("{}: not searched for CUDA's libraries", folder, e);
      }
    }
    found.sort(null);
    return found;
  }
}
