package org.mae4j.cli.option;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.config.extension.Extensions;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option of all commands that names jars with extensions of the user. */
public final class PluginsOption {
  private static final String VARIABLE = "MAE4J_PLUGINS";

  @Option(names = "--plugins", paramLabel = "JAR", scope = CommandLine.ScopeType.INHERIT,
      description = "Jars with masking strategies, decoders, data sources or evaluations, joined as a class path or each "
          + "with its own option; beside those of the environment variable " + VARIABLE + ".")
  private List<String> jars = new ArrayList<>();

  /**
   * Loads the jars.
   *
   * @throws UserException if a jar is missing or one of its extensions cannot be loaded
   */
  public void load() {
    Optional<String> variable = Optional.ofNullable(System.getenv(VARIABLE));
    Extensions.add(Stream.concat(variable.stream(), jars.stream())
        .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
        .filter(jar -> !jar.isBlank()).map(Path::of).toList());
  }
}
