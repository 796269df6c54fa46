package org.mae4j.record.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.config.extension.Extensions;

/**
 * A jar of the user that extended the program.
 *
 * @param name name of the file, without its folder
 * @param sha256 SHA-256 of the file
 * @param extensions extensions in the jar, as {@code POINT=NAME}
 */
public record RecordedPlugin(String name, String sha256, List<String> extensions) {
  private static final String SHA_256 = "sha256";
  private static final String EXTENSIONS = "extensions";

  /** Returns the jars that were added to this process. */
  static List<RecordedPlugin> loaded() {
    return Extensions.plugins().stream().map(RecordedPlugin::of).toList();
  }

  private static RecordedPlugin of(Extensions.Plugin plugin) {
    try (InputStream file = Files.newInputStream(plugin.jar())) {
      return new RecordedPlugin(plugin.jar().getFileName().toString(), DigestUtils.sha256Hex(file),
          plugin.extensions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the jars that a run had and this process does not have, as {@code NAME (POINT=NAME …)}.
   *
   * @param provenance file that {@link Provenance#write} wrote; may be absent
   * @throws IOException if the file cannot be read
   */
  public static List<String> missing(Path provenance) throws IOException {
    List<String> loaded = Extensions.plugins().stream().flatMap(plugin -> plugin.extensions().stream()).toList();
    return ProvenanceFile.read(provenance).stream()
        .flatMap(command -> command.each(ProvenanceKey.PLUGINS, EXTENSIONS).entrySet().stream())
        .filter(jar -> !loaded.containsAll(List.of(jar.getValue().split(" "))))
        .map(jar -> jar.getKey() + " (" + jar.getValue() + ")").distinct().toList();
  }

  /** Returns the names of the jars that {@code command} had and that no loaded jar equals. */
  public static List<String> changed(RecordedCommand command) {
    List<String> loaded = loaded().stream().map(RecordedPlugin::sha256).toList();
    return command.each(ProvenanceKey.PLUGINS, SHA_256).entrySet().stream()
        .filter(jar -> !loaded.contains(jar.getValue())).map(Map.Entry::getKey).toList();
  }

  /** Returns an object by the name of each jar. */
  static Map<String, Map<String, Object>> json(List<RecordedPlugin> plugins) {
    Map<String, Map<String, Object>> json = new LinkedHashMap<>();
    for (RecordedPlugin plugin : plugins) {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put(SHA_256, plugin.sha256);
      own.put(EXTENSIONS, plugin.extensions);
      json.put(plugin.name, own);
    }
    return json;
  }
}
