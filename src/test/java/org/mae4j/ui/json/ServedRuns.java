package org.mae4j.ui.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.config.UiConfig;
import org.mae4j.ui.Client;
import org.mae4j.ui.UiServer;

/**
 * The live pages of the runs below a directory, on a free port.
 *
 * @param client a client of the server
 */
record ServedRuns(UiServer server, Client client) implements AutoCloseable {
  static final String API = "/mae4j/api";

  static ServedRuns below(Path root) {
    UiServer server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(root));
    return new ServedRuns(server, Client.of(server.address()));
  }

  /** Returns the path of the run that is listed first. */
  String run() {
    return API + "/runs/" + get(API + "/runs").at("/runs/0/id").asText();
  }

  /** Returns the settings and metrics of the run that is listed first. */
  JsonNode values() {
    String run = run();
    return get(API + "/values").get(run.substring(run.lastIndexOf('/') + 1));
  }

  /** Requests JSON, which must be there. */
  JsonNode get(String path) {
    Client.Answer answer = client.get(path);
    assertEquals(200, answer.status(), path + ": " + answer.text());
    return answer.json();
  }

  @Override
  public void close() {
    server.close();
  }
}
