package org.mae4j.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file and the files that it includes. The library looks for included files in several places and ignores
 * missing ones. Here an include is the path of a file, relative to the file that includes it, and must exist.
 */
public final class ConfigReader {
  private final Problems problems;
  private boolean complete = true;

  /** @param problems receives the problems of the files */
  public ConfigReader(Problems problems) {
    this.problems = problems;
  }

  /** Returns the keys and values with unresolved substitutions; no keys if the file cannot be read. */
  public ConfigObject read(Path file) {
    return read(file, new Location(file.toString()), "", List.of());
  }

  /** Returns whether all files were read. If not, a key that is absent may have been written. */
  public boolean complete() {
    return complete;
  }

  private static String problem(Path file) {
    Path ofRun = file.resolve("config.conf");
    if (Files.isRegularFile(ofRun)) {
      return "is a directory; to run its settings again, name " + ofRun;
    }
    return Files.exists(file) ? "not a file" : "no such file";
  }

  private ConfigObject read(Path file, Location asked, String prefix, List<Path> including) {
    Path identity = file.toAbsolutePath().normalize();
    if (including.contains(identity)) {
      return fail(asked, prefix + "the file includes itself");
    }
    if (!Files.isRegularFile(file)) {
      return fail(asked, prefix + problem(file));
    }
    try {
      List<Path> chain = new ArrayList<>(including);
      chain.add(identity);
      return parse(Files.readString(file), file, chain);
    } catch (CharacterCodingException e) {
      return fail(asked, prefix + "not UTF-8 text");
    } catch (IOException e) {
      return fail(asked, prefix + "cannot be read: " + e);
    }
  }

  private ConfigObject parse(String text, Path file, List<Path> chain) {
    ConfigParseOptions options = ConfigParseOptions.defaults()
        .setSyntax(ConfigSyntax.CONF)
        .setOriginDescription(file.toString())
        .setIncluder(new Includer(text, file, chain));
    try {
      Config parsed = ConfigFactory.parseString(text, options);
      return parsed.root();
    } catch (ConfigException e) {
      complete = false;
      problems.add(new Location(file.toString()), "", e);
      return ConfigFactory.empty().root();
    }
  }

  private ConfigObject fail(Location where, String message) {
    complete = false;
    problems.add(where, "", message);
    return ConfigFactory.empty().root();
  }

  /** Reads the includes of {@code file}. */
  private final class Includer
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final String text;
    private final Path file;
    private final List<Path> chain;

    Includer(String text, Path file, List<Path> chain) {
      this.text = text;
      this.file = file;
      this.chain = chain;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return read(file.resolveSibling(what).normalize(), whereIncluded(what), "include \"" + what + "\": ", chain);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return fail(whereIncluded(what.toString()), "include \"" + what + "\": only files can be included");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return fail(whereIncluded(what), "include \"" + what + "\": only files can be included");
    }

    /** Returns the first line with the word and the name; the library does not tell the line of an include. */
    private Location whereIncluded(String what) {
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains("include") && lines.get(i).contains("\"" + what + "\"")) {
          return new Location(file.toString(), i + 1);
        }
      }
      return new Location(file.toString());
    }
  }
}
