package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A file of another program that the weights of a run are from.
 *
 * @param name name of the file, without its directory
 * @param sha256 SHA-256 of its content in hexadecimal
 */
public record ImportedFile(String name, String sha256) {
  public ImportedFile(Path file, String sha256) {
    this(file.getFileName().toString(), sha256);
  }

  void addTo(ObjectNode json) {
    ProvenanceKey.IMPORTED_FILE.put(json, name);
    ProvenanceKey.IMPORTED_SHA256.put(json, sha256);
  }
}
