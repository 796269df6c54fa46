package org.mae4j.config.extension;

import java.io.File;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.text.ShellCommand;

/** Commands for the user to run next, with the plugins that are loaded. */
public final class PluginCommand {
  private PluginCommand() {}

  /** Returns a command line of mae4j with {@code words}, and with {@code --plugins} if jars of the user are loaded. */
  public static String of(Object... words) {
    return ShellCommand.mae4j(Stream.concat(Stream.of(words), plugins()).toArray());
  }

  private static Stream<String> plugins() {
    String jars = Extensions.plugins().stream().map(plugin -> plugin.jar().toString())
        .collect(Collectors.joining(File.pathSeparator));
    return jars.isEmpty() ? Stream.of() : Stream.of("--plugins", jars);
  }
}
