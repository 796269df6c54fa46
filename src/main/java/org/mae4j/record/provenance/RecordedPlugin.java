package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final String PLUGINS = "plugins.";
  private static final String EXTENSIONS = ".extensions";

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
    return ProvenanceFile.read(provenance).stream().flatMap(command -> command.values().entrySet().stream())
        .filter(entry -> entry.getKey().startsWith(PLUGINS) && entry.getKey().endsWith(EXTENSIONS))
        .filter(entry -> !loaded.containsAll(List.of(entry.getValue().split(" "))))
        .map(entry -> entry.getKey().substring(PLUGINS.length(), entry.getKey().length() - EXTENSIONS.length())
            + " (" + entry.getValue() + ")")
        .distinct().toList();
  }

  void addTo(ObjectNode jars) {
    ArrayNode names = jars.putObject(name).put("sha256", sha256).putArray("extensions");
    extensions.forEach(names::add);
  }
}
